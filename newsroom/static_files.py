"""What collectstatic leaves out: the parts of CKEditor that the desk's editor never asks for.

A plugin that isn't there can't be loaded by a loosened configuration, and a thousand files less
are hashed and compressed at the first start.
"""

from django.contrib.staticfiles.apps import StaticFilesConfig

_EDITOR = "ckeditor/ckeditor"
# By folder. The plugins built into ckeditor.js itself are switched off in desk/editor.py.
LEFT_OUT_PLUGINS = (
    *("about", "adobeair", "autoembed", "autogrow", "autolink", "bbcode", "codesnippet"),
    *("codesnippetgeshi", "colordialog", "copyformatting", "devtools", "div", "docprops"),
    *("embed", "embedbase", "embedsemantic", "exportpdf", "flash", "forms", "iframe"),
    *("iframedialog", "image", "image2", "language", "magicline", "mathjax", "pagebreak"),
    *("pastefromgdocs", "placeholder", "preview", "scayt", "sharedspace", "showblocks", "smiley"),
    *("sourcedialog", "stylesheetparser", "tableresize", "templates", "uicolor", "uploadimage"),
    "wsc",
)


class NewsroomStaticFilesConfig(StaticFilesConfig):
    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        *(f"{_EDITOR}/plugins/{name}/*" for name in LEFT_OUT_PLUGINS),
        f"{_EDITOR}/adapters/*",
        f"{_EDITOR}/skins/moono/*",
        f"{_EDITOR}/vendor/*",
        f"{_EDITOR}/*.md",
        f"{_EDITOR}/bender-runner.config.json",
        f"{_EDITOR}/build-config.js",
    ]
