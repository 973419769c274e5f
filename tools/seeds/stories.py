"""The rows of stories.json: the stories, and the pictures, tags and record that go with them."""

from datetime import datetime, timedelta

from tools.seeds.blocks import clean_source
from tools.seeds.photos import CREDIT, story_photos
from tools.seeds.source import SOURCE, Row, body_html, key_of, photo_key, read, row

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
        listed = read("reporters.toml")["reporter"]
        self.outlets = {item["name"]: item["outlet"] for item in listed}
        self.tags: dict[str, None] = {}
        self.articles: list[Row] = []
        self.details: list[Row] = []

    def rows(self) -> list[Row]:
        for path in self.paths:
            self.add(key_of(path.stem), read(f"stories/{path.name}"))
        tags = [row("articles.tag", name=name) for name in self.tags]
        pins = [
            row("frontpage.pinnedarticle", place, article=key_of(stem), order=place)
            for place, stem in enumerate(read("pins.toml")["pins"], start=1)
        ]
        return story_photos() + tags + self.articles + self.details + pins

    def add(self, key: list[str], story: Row) -> None:
        is_example = story.get("example", True)
        tags = story.get("tags", []) + ([EXAMPLE_TAG] if is_example else [])
        self.tags.update(dict.fromkeys(tags))
        html = body_html(story["body"])
        bodies = [
            clean_source(f"{text}\n{EXAMPLE_NOTE}" if is_example else text)
            for text in [*self.earlier(story, html), html]
        ]
        times = [story[name] for name in ("published", "modified") if name in story]
        reporters = [[name, self.outlets[name]] for name in story["reporters"]]
        related = [key_of(stem) for stem in story.get("related", [])]
        self.articles.append(
            row(
                "articles.article",
                import_key=key[0],
                title=story["title"],
                subtitle=story.get("subtitle", ""),
                body=bodies[-1],
                outlet=reporters[0][1:],
                labels=story.get("labels", []),
                reporting_type=story["type"],
                section=[story["section"]],
                further_sections=[[slug] for slug in story.get("further", [])],
                tags=[[name] for name in tags],
                lead_reporter=reporters[0],
                lead_photo=photo_key(story["photo"]) if "photo" in story else None,
                lead_caption=story.get("caption", ""),
                lead_credit=CREDIT if "photo" in story else "",
                related=related,
                status="published",
                published_at=times[0],
                modified_at=times[-1],
                created_at=times[0] - timedelta(hours=2),
                updated_at=times[-1],
                revision=len(times),
                live_revision=len(times),
                approved_revision=len(times),
            )
        )
        self.details += [
            row("articles.byline", article=key, reporter=reporter, order=order)
            for order, reporter in enumerate(reporters)
        ]
        corrections = story.get("corrections", [])
        self.details += [
            row(
                "articles.correctionnote",
                article=key,
                text=note["text"],
                created_at=note["at"],
                by=None,
            )
            for note in corrections
        ]
        self.add_record(
            key,
            bodies,
            times,
            related=related,
            corrected=corrections[0]["text"] if corrections else "",
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

    def add_record(
        self,
        key: list[str],
        bodies: list[str],
        times: list[datetime],
        *,
        related: list[list[str]],
        corrected: str,
    ) -> None:
        """The revisions, and a log line for each time the story went live.

        A revision says only what it has of its own, and the related stories, which loaddata gives
        the story last; articles/fixtures.py fills in the rest.
        """
        told = {"related": related} if related else {}
        for number, (body, time) in enumerate(zip(bodies, times, strict=True), start=1):
            self.details.append(
                row(
                    "articles.revision",
                    article=key,
                    number=number,
                    data=told if number == len(bodies) else {**told, "body": body},
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
                    article=key,
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
