from django.apps import apps
from django.contrib.staticfiles.apps import StaticFilesConfig
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.utils import matches_patterns

from desk.editor import EXTRA_PLUGINS, REMOVED_PLUGINS

PLUGINS = "ckeditor/ckeditor/plugins"


def collected() -> set[str]:
    """What collectstatic would take, by address below /static/."""
    config = apps.get_app_config("staticfiles")
    assert isinstance(config, StaticFilesConfig)
    patterns = list(config.ignore_patterns)
    return {
        path
        for finder in get_finders()
        for path, _ in finder.list(patterns)
        if not matches_patterns(path, patterns)
    }


def test_plugins_that_the_editor_must_not_load_are_left_out() -> None:
    folders = {path.split("/")[3] for path in collected() if path.startswith(f"{PLUGINS}/")}
    assert folders.isdisjoint(REMOVED_PLUGINS)


def test_what_the_editor_asks_for_is_there() -> None:
    paths = collected()
    for needed in (
        "ckeditor/ckeditor/ckeditor.js",
        "ckeditor/ckeditor/lang/ko.js",
        "ckeditor/ckeditor/skins/moono-lisa/editor.css",
        *(f"{PLUGINS}/{name}/dialogs/{name}.js" for name in ("link", "table")),
        *(f"{PLUGINS}/{name}/plugin.js" for name in EXTRA_PLUGINS if name == "divarea"),
        "desk/article-form.js",
        "css/base.css",
    ):
        assert needed in paths, needed
