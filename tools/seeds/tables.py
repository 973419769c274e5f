"""The rows of sections.json, reporters.json, masthead.json and pages.json."""

from articles.body import clean
from tools.seeds.photos import photo_row
from tools.seeds.source import SOURCE, Row, body_html, photo_key, portrait_name, read, row

PAGE_NOTE = "<p>※ 이 문서는 예시입니다. 매체의 실제 정보와 운영 방식에 맞게 고쳐 쓰십시오.</p>"
PAGES_UPDATED_AT = "2026-01-02T09:00:00+09:00"


def sections() -> list[Row]:
    listed = read("sections.toml")["section"]
    return [
        row(
            "sections.section",
            name=section["name"],
            slug=section["slug"],
            parent=[section["parent"]] if "parent" in section else None,
            order=place * 10,
            description=section["description"],
        )
        for place, section in enumerate(listed, start=1)
    ]


def reporters() -> list[Row]:
    source = read("reporters.toml")
    outlets = [
        row(
            "reporters.outlet",
            name=outlet["name"],
            is_own=outlet.get("is_own", False),
        )
        for outlet in source["outlet"]
    ]
    portraits = [
        photo_row(
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
                name=reporter["name"],
                outlet=[reporter["outlet"]],
                desk=reporter.get("desk", ""),
                email=reporter.get("email", ""),
                introduction=reporter.get("introduction", ""),
                photo=photo_key(portrait_name(reporter)) if "portrait" in reporter else None,
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
                slug=page["slug"],
                title=page["title"],
                body=clean(f"{PAGE_NOTE}\n{body_html(page['body'])}"),
                order=place * 10,
                show_in_footer=True,
                updated_at=PAGES_UPDATED_AT,
            )
        )
    return rows
