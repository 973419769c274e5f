"""newsroom.E001 to E003: CKEditor's known holes stay closed."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error, Tags, register

from articles import body
from desk.article_form import ArticleForm
from desk.editor import OWN_PLUGINS, TOOL_PLUGINS, BodyEditor

# What the editor must never be able to do: each needs its plugin gone.
_MUST_BE_REMOVED = frozenset(
    [
        "about",
        "exportpdf",
        "scayt",
        "wsc",
        "iframe",
        "flash",
        "forms",
        "preview",
        "print",
        "newpage",
        "save",
        "templates",
        "smiley",
        "language",
        "bidi",
        "font",
        "colorbutton",
        "colordialog",
        "copyformatting",
        "div",
        "pagebreak",
        "showblocks",
        "pastefromgdocs",
        "sourcearea",
        "image",
        "uploadimage",
    ]
)
_MAY_BE_ADDED = frozenset({"divarea", "widget", *OWN_PLUGINS, *TOOL_PLUGINS})

_HOSTILE = (
    "<script>alert(1)</script><p>가</p>",
    '<p onclick="alert(1)">가</p>',
    '<p><a href="javascript:alert(1)">가</a></p>',
    '<p>가</p><iframe src="https://example.com/"></iframe>',
    '<p>가<img src="x" onerror="alert(1)"></p>',
    '<p style="position:fixed">가</p>',
    '<p>가</p><svg onload="alert(1)"></svg>',
)
_NEVER_LEFT = (
    "<script",
    "javascript:",
    "<iframe",
    "onerror",
    "onload",
    "onclick",
    "style=",
    "<svg",
)


@register(Tags.security)
def check_upload_view(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    if not apps.is_installed("ckeditor_uploader"):
        return []
    return [
        Error(
            "ckeditor_uploader is installed: its upload view is exempt from CSRF protection.",
            id="newsroom.E001",
        )
    ]


@register(Tags.security)
def check_editor_config(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Looks at the widget the article form really uses."""
    widget = ArticleForm.base_fields["body"].widget
    if not isinstance(widget, BodyEditor):
        return [Error("The article form's body has another editor.", id="newsroom.E002")]
    problems = config_problems(widget.config)
    if widget.external_plugin_resources:
        problems.append("external plugins are loaded")
    return [
        Error(f"CKEditor's configuration is loosened: {problem}.", id="newsroom.E002")
        for problem in problems
    ]


@register(Tags.security)
def check_sanitiser(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Sanitising on the server is the other half of what makes the editor safe."""
    errors: list[CheckMessage] = []
    widget = BodyEditor()
    for html in _HOSTILE:
        for way, result in (("stores", body.clean(html)), ("loads", widget.format_value(html))):
            if any(sign in (result or "") for sign in _NEVER_LEFT):
                errors.append(Error(f"The editor {way} hostile HTML: {html}", id="newsroom.E003"))
    return errors


def config_problems(config: dict[str, Any]) -> list[str]:
    """What is open in an editor configuration that must be closed."""
    found = []
    if config.get("versionCheck") is not False:
        found.append("versionCheck calls another host")
    if config.get("customConfig") != "":
        found.append("customConfig loads a second configuration")
    if config.get("stylesSet") is not False:
        found.append("stylesSet is on")
    removed = set(_names(config.get("removePlugins")))
    if missing := sorted(_MUST_BE_REMOVED - removed):
        found.append(f"removePlugins lacks {', '.join(missing)}")
    if unknown := sorted(set(_names(config.get("extraPlugins"))) - _MAY_BE_ADDED):
        found.append(f"extraPlugins has {', '.join(unknown)}")
    if config.get("plugins"):
        found.append("plugins replaces the list that removePlugins works on")
    found += _content_problems(config.get("allowedContent"))
    if config.get("extraAllowedContent"):
        found.append("extraAllowedContent goes around allowedContent")
    found += [f"{name} is set" for name in sorted(config) if "uploadurl" in name.lower()]
    return found


def _content_problems(allowed: object) -> list[str]:
    if not isinstance(allowed, dict) or not allowed:
        return ["allowedContent is not an explicit list"]
    unknown = sorted(set(allowed) - set(body.ALLOWED))
    return [f"allowedContent has {name}, which the sanitiser removes" for name in unknown]


def _names(value: object) -> list[str]:
    return [name.strip() for name in value.split(",")] if isinstance(value, str) else []
