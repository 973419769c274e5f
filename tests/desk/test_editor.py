from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from accounts.roles import Role
from articles import body
from desk import checks, editor
from desk.article_form import ArticleForm
from desk.editor import BodyEditor, editor_config
from tests.builders import make_draft, make_photo, make_user
from tests.desk.article_pages import add_url, change_url, list_url, signed_in


def ids(errors: Any) -> list[str]:
    return [error.id for error in errors]


def test_the_checks_pass_as_configured() -> None:
    assert checks.check_upload_view(None) == []
    assert checks.check_editor_config(None) == []
    assert checks.check_sanitiser(None) == []


def test_the_upload_view_of_ckeditor_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks.apps, "is_installed", lambda name: name == "ckeditor_uploader")
    assert ids(checks.check_upload_view(None)) == ["newsroom.E001"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("versionCheck", True),
        ("customConfig", "/static/config.js"),
        ("stylesSet", "default"),
        ("allowedContent", True),
        ("allowedContent", {}),
        ("allowedContent", {"p": {}, "script": {}}),
        ("extraAllowedContent", "iframe[src]"),
        ("removePlugins", ""),
        ("removePlugins", "about,exportpdf"),
        ("extraPlugins", "divarea,widget,embed"),
        ("plugins", "wysiwygarea,iframe"),
        ("filebrowserUploadUrl", "/upload/"),
    ],
)
def test_a_loosened_editor_is_refused(
    monkeypatch: pytest.MonkeyPatch, key: str, value: Any
) -> None:
    widget = ArticleForm.base_fields["body"].widget
    monkeypatch.setattr(widget, "config", widget.config | {key: value})
    assert set(ids(checks.check_editor_config(None))) == {"newsroom.E002"}


@pytest.mark.parametrize("name", editor.REMOVED_PLUGINS)
def test_each_removed_plugin_is_missed(name: str) -> None:
    config = deepcopy(editor_config())
    config["removePlugins"] = ",".join(
        plugin for plugin in config["removePlugins"].split(",") if plugin != name
    )
    unwanted_only = {"justify", "stylescombo"}
    assert bool(checks.config_problems(config)) == (name not in unwanted_only)


def test_another_widget_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ArticleForm.base_fields["body"], "widget", object())
    assert ids(checks.check_editor_config(None)) == ["newsroom.E002"]


def test_a_sanitiser_that_lets_scripts_through_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "clean", lambda html: html)
    assert set(ids(checks.check_sanitiser(None))) == {"newsroom.E003"}


def test_settings_cannot_change_the_editor(settings: Any) -> None:
    settings.CKEDITOR_CONFIGS = {"default": {"allowedContent": True, "versionCheck": True}}
    assert checks.config_problems(BodyEditor().config) == []


def test_the_editor_may_hold_what_the_sanitiser_keeps() -> None:
    assert set(editor.allowed_content()) == set(body.ALLOWED)


def test_text_is_sanitised_again_before_it_is_loaded() -> None:
    html = BodyEditor().render("body", "<p>가</p><script>alert(1)</script>", {"id": "id_body"})
    assert "alert" not in html
    assert "&lt;p&gt;가&lt;/p&gt;" in html


@pytest.mark.django_db
def test_only_pages_with_the_editor_have_the_looser_policy() -> None:
    user = make_user(Role.CHIEF)
    article = make_draft(user)
    client = signed_in(user)
    for address in (add_url(), change_url(article)):
        policy = client.get(address).headers["Content-Security-Policy"]
        assert "script-src-attr 'unsafe-inline'" in policy
        assert "style-src 'self' 'unsafe-inline'" in policy
        assert "script-src 'self';" in policy + ";"
    reader = make_user(Role.ADMIN)
    other = [list_url(), change_url(article).replace("change", "history")]
    for address in other:
        assert "unsafe" not in client.get(address).headers["Content-Security-Policy"]
    article.status = "withdrawn"
    policy = signed_in(reader).get(list_url()).headers["Content-Security-Policy"]
    assert "unsafe" not in policy


@pytest.mark.django_db
def test_a_stored_body_of_every_kind_survives_the_form_unchanged() -> None:
    photo = make_photo()
    html = (
        f'<h2>제목</h2>\n<figure class="photo"><img src="{photo.get_absolute_url()}" alt="가">'
        "<figcaption>설명</figcaption></figure>\n<p>가<br>나 <strong>다</strong></p>"
    )
    shown = BodyEditor().format_value(html)
    assert body.clean(shown) == body.clean(html)


def test_an_editor_without_blocks_offers_none() -> None:
    config = BodyEditor(has_blocks=False).config
    assert checks.config_problems(config) == []
    assert not set(editor.OWN_PLUGINS) & set(config["extraPlugins"].split(","))
    assert not {"figure", "img", "aside"} & set(config["allowedContent"])
    assert "Photo" not in str(config["toolbar"])
    assert "Table" in str(config["toolbar"])


def test_each_kind_of_block_has_its_plugin() -> None:
    files = {path.stem for path in Path(settings.BASE_DIR, "static/desk/editor").glob("*.js")}
    ours = (*editor.OWN_PLUGINS, *editor.TOOL_PLUGINS)
    plugins = {plugin.removeprefix("news") for plugin in ours}
    assert plugins <= files
    assert {"photo", "gallery", "video"} <= plugins
