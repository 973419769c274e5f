"""The body editor: CKEditor 4 with what reporters use, and its known holes closed.

CKEditor 4 gets no more fixes. What keeps it safe is here, in the sanitiser (articles/body.py), and
in the system checks newsroom.E001 to E003 (desk/checks.py), which fail when either is loosened.
"""

from typing import Any

from ckeditor.widgets import CKEditorWidget
from csp.constants import UNSAFE_INLINE
from django.forms.widgets import Media, Script

from articles import body
from articles.blocks import registry

# Plugins with known holes, ones that call other hosts, and ones whose markup is never stored.
REMOVED_PLUGINS = (
    "about",
    "bidi",
    "colorbutton",
    "colordialog",
    "copyformatting",
    "div",
    "exportpdf",
    "flash",
    "font",
    "forms",
    "iframe",
    "image",
    "justify",
    "language",
    "newpage",
    "pagebreak",
    "pastefromgdocs",
    "preview",
    "print",
    "save",
    "scayt",
    "showblocks",
    "smiley",
    "sourcearea",
    "stylescombo",
    "templates",
    "uploadimage",
    "wsc",
)
# Not dangerous, only in the way: the editor grows with the text instead, and what is pasted is
# cleaned by static/desk/paste/.
_UNWANTED_PLUGINS = (
    "elementspath",
    "magicline",
    "pastefromlibreoffice",
    "pastefromword",
    "pastetools",
    "resize",
    "specialchar",
)
# Ours, one for each kind of block (articles/blocks): a module of static/desk/editor that registers
# it before the editor starts, which waits for the page. In the order of the rooms: a gallery is
# asked before the photos in it.
OWN_PLUGINS = tuple(room.plugin for room in registry.ROOMS if room.plugin)
# What goes for every kind: moving them, and the signs.
_SIGNS_PLUGIN = "newssigns"
TOOL_PLUGINS = ("newsblocks", _SIGNS_PLUGIN)
EXTRA_PLUGINS = ("divarea", "widget", *OWN_PLUGINS, *TOOL_PLUGINS)
# Where no blocks may stand (body.clean_prose).
_PROSE_PLUGINS = ("divarea", "widget", _SIGNS_PLUGIN)
_SCRIPTS = (
    *(f"desk/editor/{name.removeprefix('news')}.js" for name in (*OWN_PLUGINS, *TOOL_PLUGINS)),
    "desk/paste/hook.js",
)

# Signs a Korean reporter can't type, as the panel of static/desk/editor/signs.js groups them.
SIGNS = (
    ("괄호·따옴표·줄", "「」『』【】〈〉《》“”‘’·…―–—※"),
    ("단위·셈", "㎡㎞㎥㎏㎜㎝㏊℃℉％‰°′″×÷±≒≠≤≥½¼¾￦€£¥"),
    ("약물·화살표", "○●◎◇◆□■△▲▽▼☆★☎→←↑↓↔▷▶♥♪㈜™ⓒ®"),
    ("차례", "①②③④⑤⑥⑦⑧⑨⑩㉠㉡㉢㉣㉤"),
    ("한자 줄임", "中美日英獨佛伊加北與野前故男女詩對新舊"),
)

_BLOCK_BUTTONS = ("Photo", "Video", "Attachment", "Related", "Quote", "Box", "Notice")
_TOOLBAR = (
    ("Format", "Bold", "Italic"),
    ("Link", "Unlink"),
    ("BulletedList", "NumberedList", "Blockquote"),
    ("Table", "HorizontalRule", "Signs"),
    ("PasteText", "RemoveFormat", "Undo", "Redo"),
    _BLOCK_BUTTONS,
)

# Only pages that show the editor are loosened: it sets inline handlers and styles on its buttons.
EDITOR_CSP = {"script-src-attr": [UNSAFE_INLINE], "style-src": [UNSAFE_INLINE]}


def allowed_content(*, has_blocks: bool = True) -> dict[str, dict[str, Any]]:
    """What may stand in the editor: exactly what the sanitiser lets through."""
    rules: dict[str, dict[str, Any]] = {}
    for name, attributes in body.ALLOWED.items():
        plain = sorted(attributes - {"class"})
        rules[name] = {"attributes": ",".join(plain)} if plain else {}
    for name, words in body.CLASSES.items():
        rules[name]["classes"] = ",".join(sorted(words))
    if has_blocks:
        return rules
    return {name: rule for name, rule in rules.items() if name not in body.BLOCK_ELEMENTS}


def editor_config(*, has_blocks: bool = True) -> dict[str, Any]:
    plugins = EXTRA_PLUGINS if has_blocks else _PROSE_PLUGINS
    rows = [row for row in _TOOLBAR if has_blocks or row is not _BLOCK_BUTTONS]
    return {
        "customConfig": "",
        "stylesSet": False,
        "versionCheck": False,
        "language": "ko",
        "extraPlugins": ",".join(plugins),
        "removePlugins": ",".join((*REMOVED_PLUGINS, *_UNWANTED_PLUGINS)),
        "allowedContent": allowed_content(has_blocks=has_blocks),
        "toolbar": [{"name": str(number), "items": list(row)} for number, row in enumerate(rows)],
        # What is pasted goes through static/desk/paste/ and allowedContent.
        "pasteFilter": None,
        "format_tags": "p;h2;h3",
        "signs": [{"name": name, "signs": list(signs)} for name, signs in SIGNS],
        "removeDialogTabs": "link:upload;link:advanced;link:target;table:advanced",
        "linkDefaultProtocol": "https://",
        "defaultLanguage": "ko",
        "title": "본문",
        "entities": False,
        "basicEntities": True,
        "fillEmptyBlocks": False,
        "disableNativeSpellChecker": False,
        "height": "auto",
        "width": "auto",
    }


class BodyEditor(CKEditorWidget):
    """The editor as configured here; settings.CKEDITOR_CONFIGS changes nothing.

    Text is sanitised once more before it is shown, in case it was stored by other means.
    Without `has_blocks` it has text and tables only, for what is no story.
    """

    def __init__(self, attrs: dict[str, Any] | None = None, *, has_blocks: bool = True) -> None:
        super().__init__(attrs=attrs)
        self.config = editor_config(has_blocks=has_blocks)
        self.external_plugin_resources: list[list[str]] = []

    @property
    def media(self) -> Media:
        """With the plugins of our own, and what cleans a paste."""
        scripts = [Script(path, type="module") for path in _SCRIPTS]
        styles = {"all": ["desk/editor/editor.css", "desk/paste.css"]}
        editor: Media = super().media
        return editor + Media(css=styles, js=scripts)  # type: ignore[arg-type]

    def format_value(self, value: Any) -> str | None:
        formatted = super().format_value(value)
        try:
            return body.clean(formatted) if formatted else formatted
        except body.BodyRefused:
            return body.text_of(formatted.replace("\x00", ""))
