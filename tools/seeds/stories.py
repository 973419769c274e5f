"""The rows of stories.json: the stories, and the pictures, tags and record that go with them."""

from datetime import datetime, timedelta

from articles.content import Content
from tools.seeds.photos import story_photos
from tools.seeds.source import SOURCE, Row, body_html, read, row

EXAMPLE_TAG = "예시"
EXAMPLE_NOTE = (
    "<p>※ 이 기사는 화면을 보여 주기 위한 예시입니다. "
    "나오는 사람과 단체, 지명은 지어낸 것입니다.</p>"
)
LOGGED_BY = "예시 자료"


class Stories:
    """The rows of stories.json, the pictures and tags they need first."""

    def __init__(self) -> None:
        self.paths = sorted((SOURCE / "stories").glob("*.toml"))
        self.ids = {path.stem: int(path.stem.split("-")[0]) for path in self.paths}
        self.section_ids = {item["slug"]: item["id"] for item in read("sections.toml")["section"]}
        listed = read("reporters.toml")
        outlet_ids = {item["name"]: item["id"] for item in listed["outlet"]}
        self.reporter_ids = {item["name"]: item["id"] for item in listed["reporter"]}
        self.outlet_ids = {item["name"]: outlet_ids[item["outlet"]] for item in listed["reporter"]}
        self.photos, self.photo_ids = story_photos()
        self.tag_ids: dict[str, int] = {}
        self.articles: list[Row] = []
        self.details: list[Row] = []

    def rows(self) -> list[Row]:
        for path in self.paths:
            self.add(self.ids[path.stem], read(f"stories/{path.name}"))
        tags = [row("articles.tag", pk, name=name) for name, pk in self.tag_ids.items()]
        pins = [
            row("frontpage.pinnedarticle", place, article=self.ids[stem], order=place)
            for place, stem in enumerate(read("pins.toml")["pins"], start=1)
        ]
        return self.photos + tags + self.articles + self.details + pins

    def add(self, pk: int, story: Row) -> None:
        is_example = story.get("example", True)
        names = story.get("tags", []) + ([EXAMPLE_TAG] if is_example else [])
        for name in names:
            self.tag_ids.setdefault(name, len(self.tag_ids) + 1)
        html = body_html(story["body"])
        texts = [*self.earlier(story, html), html]
        versions = [
            Content(
                title=story["title"],
                subtitle=story.get("subtitle", ""),
                body=f"{text}\n{EXAMPLE_NOTE}" if is_example else text,
                outlet_id=self.outlet_ids[story["reporters"][0]],
                labels=tuple(story.get("labels", [])),
                reporting_type=story["type"],
                section_id=self.section_ids[story["section"]],
                further_section_ids=tuple(self.section_ids[s] for s in story.get("further", [])),
                tags=tuple(names),
                reporter_ids=tuple(self.reporter_ids[name] for name in story["reporters"]),
                lead_photo_id=self.photo_ids[story["photo"]] if "photo" in story else None,
                lead_caption=story.get("caption", ""),
                related_ids=tuple(self.ids[stem] for stem in story.get("related", [])),
            ).cleaned()
            for text in texts
        ]
        times = [story[name] for name in ("published", "modified") if name in story]
        self.articles.append(self.article(pk, versions[-1], times))
        self.add_bylines(pk, versions[-1].reporter_ids)
        corrections = story.get("corrections", [])
        self.add_corrections(pk, corrections)
        self.add_record(
            pk, versions, times, corrected=corrections[0]["text"] if corrections else ""
        )

    def earlier(self, story: Row, html: str) -> list[str]:
        """What stood there before the modification: without it, there is none.

        Before a correction, the mistake; otherwise the story without its last paragraph.
        """
        if "modified" not in story:
            return []
        if mistakes := [(note["now"], note["was"]) for note in story.get("corrections", [])]:
            for now, was in mistakes:
                if html.count(now) != 1:
                    raise SystemExit(f"{story['title']}: {now!r} must stand there exactly once")
                html = html.replace(now, was)
            return [html]
        return [html.rpartition("\n")[0]]

    def article(self, pk: int, content: Content, times: list[datetime]) -> Row:
        return row(
            "articles.article",
            pk,
            title=content.title,
            subtitle=content.subtitle,
            body=content.body,
            outlet=content.outlet_id,
            labels=list(content.labels),
            reporting_type=content.reporting_type,
            section=content.section_id,
            further_sections=list(content.further_section_ids),
            tags=[self.tag_ids[name] for name in content.tags],
            lead_reporter=content.reporter_ids[0],
            lead_photo=content.lead_photo_id,
            lead_caption=content.lead_caption,
            related=list(content.related_ids),
            status="published",
            published_at=times[0],
            modified_at=times[-1],
            created_at=times[0] - timedelta(hours=2),
            updated_at=times[-1],
            revision=len(times),
            live_revision=len(times),
            approved_revision=len(times),
        )

    def add_bylines(self, pk: int, reporter_ids: tuple[int, ...]) -> None:
        self.details += [
            row("articles.byline", pk * 10 + order, article=pk, reporter=reporter, order=order)
            for order, reporter in enumerate(reporter_ids)
        ]

    def add_corrections(self, pk: int, corrections: list[Row]) -> None:
        self.details += [
            row(
                "articles.correctionnote",
                pk * 10 + place,
                article=pk,
                text=note["text"],
                created_at=note["at"],
                by=None,
            )
            for place, note in enumerate(corrections)
        ]

    def add_record(
        self, pk: int, versions: list[Content], times: list[datetime], *, corrected: str
    ) -> None:
        """The revisions, and a log line for each time the story went live."""
        for number, (content, time) in enumerate(zip(versions, times, strict=True), start=1):
            key = pk * 10 + number
            self.details.append(
                row(
                    "articles.revision",
                    key,
                    article=pk,
                    number=number,
                    data=content.to_json(),
                    author=None,
                    created_at=time,
                    published_at=time,
                )
            )
            is_first = number == 1
            action = "publish_now" if is_first else "correct" if corrected else "publish"
            self.details.append(
                row(
                    "articles.logentry",
                    key,
                    article=pk,
                    action=action,
                    by=None,
                    by_name=LOGGED_BY,
                    from_status="draft" if is_first else "published",
                    to_status="published",
                    reason="" if is_first else corrected,
                    revision=number,
                    created_at=time,
                )
            )
