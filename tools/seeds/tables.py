"""The rows of sections.json, reporters.json, masthead.json and pages.json."""

from articles.body import clean
from tools.seeds.photos import photo_row
from tools.seeds.source import SOURCE, Row, body_html, portrait_name, read, row

PAGE_NOTE = "<p>※ 이 문서는 예시입니다. 매체의 실제 정보와 운영 방식에 맞게 고쳐 쓰십시오.</p>"
# Keys of portraits begin here; the pictures of stories have those below.
FIRST_PORTRAIT = 100
PAGES_UPDATED_AT = "2026-01-02T09:00:00+09:00"


def sections() -> list[Row]:
    listed = read("sections.toml")["section"]
    ids = {section["slug"]: section["id"] for section in listed}
    return [
        row(
            "sections.section",
            section["id"],
            name=section["name"],
            slug=section["slug"],
            parent=ids.get(section.get("parent")),
            order=place * 10,
            description=section["description"],
        )
        for place, section in enumerate(listed, start=1)
    ]


def reporters() -> list[Row]:
    source = read("reporters.toml")
    ids = {outlet["name"]: outlet["id"] for outlet in source["outlet"]}
    outlets = [
        row(
            "reporters.outlet",
            outlet["id"],
            name=outlet["name"],
            is_own=outlet.get("is_own", False),
        )
        for outlet in source["outlet"]
    ]
    portraits = [
        photo_row(
            FIRST_PORTRAIT + reporter["id"],
            portrait_name(reporter),
            alt=f"{reporter['name']} 기자",
            credit="",
        )
        for reporter in source["reporter"]
        if "portrait" in reporter
    ]
    return (
        outlets
        + portraits
        + [
            row(
                "reporters.reporter",
                reporter["id"],
                name=reporter["name"],
                outlet=ids[reporter["outlet"]],
                desk=reporter.get("desk", ""),
                email=reporter.get("email", ""),
                introduction=reporter.get("introduction", ""),
                photo=FIRST_PORTRAIT + reporter["id"] if "portrait" in reporter else None,
            )
            for reporter in source["reporter"]
        ]
    )


def masthead() -> list[Row]:
    source = read("masthead.toml")
    rows = [row("mastheads.masthead", 1, **source["masthead"])]
    for kind in ("registration", "editor"):
        rows += [
            row(f"mastheads.{kind}", place, masthead=1, order=place, **entry)
            for place, entry in enumerate(source[kind], start=1)
        ]
    return rows


def pages() -> list[Row]:
    rows = []
    for path in sorted((SOURCE / "pages").glob("*.toml")):
        page = read(f"pages/{path.name}")
        place = int(path.name.split("-")[0])
        rows.append(
            row(
                "pages.page",
                place,
                slug=page["slug"],
                title=page["title"],
                body=clean(f"{PAGE_NOTE}\n{body_html(page['body'])}"),
                order=place * 10,
                show_in_footer=True,
                updated_at=PAGES_UPDATED_AT,
            )
        )
    return rows
