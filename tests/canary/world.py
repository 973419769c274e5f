"""A newsroom in which every text of every story that readers don't see carries marks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.contrib.admin.models import CHANGE
from django.contrib.admin.models import LogEntry as AdminLogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.management.color import no_style
from django.db import connection
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from articles import bulk, listing, media_filling
from articles.content import Content
from articles.models import (
    Article,
    BatchStory,
    ClockFailure,
    CorrectionNote,
    LogEntry,
    PublicationBatch,
    Revision,
    ScheduledChange,
    Tag,
)
from articles.models.record import LogAction
from articles.states import Action, Status
from conversation.models import Assignment, Comment, InboxItem
from frontpage.models import PinnedArticle
from mastheads.models import Masthead
from notices import documents
from notices.models import Claim, ClaimDocument, ClaimEntry, Notice
from pagecache import publishing
from pages.models import Page
from photos.models import Photo
from presence.models import OpenStory, SetAsideText, WhySetAside
from readership.models import HourlyViews, MostRead, TotalViews
from redirects.models import Redirect
from reporters.models import Reporter
from search.models import Relation
from sections.models import Section
from tests.builders import (
    make_content,
    make_photo,
    make_published,
    make_reporter,
    make_section,
    make_user,
    own_outlet,
)
from tests.canary.marks import FIRST_STORY, Kind, Mark, Marks
from writing.models import Slot


@dataclass(frozen=True)
class State:
    """A state a story can be in, with what readers don't see of it."""

    status: Status
    embargoed: bool = False
    scheduled: bool = False

    @property
    def key(self) -> str:
        return (
            self.status.value
            + (" embargoed" if self.embargoed else "")
            + (" with a scheduled change" if self.scheduled else "")
        )

    @property
    def is_change(self) -> bool:
        """Readers see the story, but not its newest text."""
        return self.status == Status.PUBLISHED


STATES = (
    *(State(status) for status in Status),
    *(
        State(status, embargoed=True)
        for status in (Status.DRAFT, Status.APPROVED, Status.SCHEDULED, Status.PUBLISHED)
    ),
    State(Status.PUBLISHED, scheduled=True),
)


# Without an account; "nobody" has one, and no role.
READER = "reader"


@dataclass(frozen=True)
class Actor:
    """Who asks. `user` None: a reader."""

    key: str
    user: User | None
    role: Role | None = None

    @property
    def place(self) -> str:
        """The role, or what there is instead of one."""
        return self.role or self.key


# Who asks: a role, and the sections assigned to them.
ACTORS: Mapping[str, tuple[Role | None, tuple[str, ...]]] = {
    READER: (None, ()),
    "nobody": (None, ()),
    "contributor": (Role.CONTRIBUTOR, ()),
    "reporter": (Role.REPORTER, ("here",)),
    "colleague": (Role.REPORTER, ("here",)),
    "stranger": (Role.REPORTER, ("elsewhere",)),
    "co-byline": (Role.REPORTER, ()),
    "desk": (Role.DESK, ("here",)),
    "other desk": (Role.DESK, ("elsewhere",)),
    "chief": (Role.CHIEF, ()),
    "admin": (Role.ADMIN, ()),
}


@dataclass
class Story:
    key: str
    state: State
    article: Article
    photo: Photo
    bylines: frozenset[int]
    revisions: list[int] = field(default_factory=list)
    claim: Claim | None = None
    notice: Notice | None = None
    comments: list[int] = field(default_factory=list)
    assignments: list[int] = field(default_factory=list)
    texts: list[SetAsideText] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)

    @property
    def pk(self) -> int:
        return self.article.pk

    @property
    def is_known_to_readers(self) -> bool:
        """Withdrawn stories too: their address answers 410."""
        return self.state.status in (Status.PUBLISHED, Status.WITHDRAWN)


@dataclass
class World:
    marks: Marks
    actors: list[Actor]
    stories: list[Story]
    public: Article
    sections: list[Section]
    reporters: list[Reporter]
    page: Page
    batch: PublicationBatch

    def actor(self, key: str) -> Actor:
        return next(actor for actor in self.actors if actor.key == key)

    def story_numbered(self, number: int) -> Story:
        return next(story for story in self.stories if story.pk == number)

    def words_of(self, story: Story, fields: Sequence[str]) -> list[str]:
        """The words that mark these fields of it, as far as it has them."""
        return [
            word
            for word, mark in self.marks.items()
            if mark.story == story.key and mark.field in fields
        ]


def make_world(*, whole: bool = False) -> World:
    """`whole`: each state with each owner; otherwise two owners a state, others for each, which
    is enough to have every owner's story and every state."""
    marks = Marks()
    here, elsewhere = make_section("여기"), make_section("저기")
    part = make_section("여기의 일부", parent=here)

    actors = [
        _actor(key, role, [{"here": here, "elsewhere": elsewhere}[name] for name in names])
        for key, (role, names) in ACTORS.items()
    ]
    users = {each.key: each.user for each in actors}
    reporters = {
        key: make_reporter(key, user=user) for key, user in users.items() if user is not None
    }
    public = make_published(title="누구나 보는 기사", section_id=here.pk)
    Masthead.objects.create(pk=1, title="예시신문", shows_revision_history=True)
    page = Page.objects.create(slug="about", title="소개", body="<p>소개</p>", order=1)
    _number_stories_from(FIRST_STORY)
    standings = (
        ("contributor", part, ("contributor",)),
        ("reporter", here, ("reporter",)),
        ("stranger", elsewhere, ("stranger",)),
        ("stranger", elsewhere, ("stranger", "co-byline")),
        ("desk", elsewhere, ("desk",)),
    )
    places = [
        (state, owner, section, bylines)
        for number, state in enumerate(STATES)
        for place, (owner, section, bylines) in enumerate(standings)
        if whole or place in (number % len(standings), (number + 2) % len(standings))
    ]
    stories = [
        _Made(
            marks,
            state,
            users[owner],
            section,
            [reporters[key] for key in bylines],
            number % 2 == 1,
        )
        for number, (state, owner, section, bylines) in enumerate(places)
    ]
    stories.append(_Made(marks, State(Status.DRAFT), users["reporter"], None, [], False))
    contents = [story.first for story in stories]
    created = bulk.create_many(
        [
            bulk.NewStory(
                content=content,
                import_key=story.word("import_key", Kind.TEXT),
                note=story.word("first note", Kind.DESK if story.state.is_change else Kind.TEXT),
            )
            for story, content in zip(stories, contents, strict=True)
        ],
        by=None,
    )
    finished = []
    for number, (story, answer) in enumerate(zip(stories, created, strict=True)):
        assert isinstance(answer, bulk.Created), answer
        finished.append(story.finish(answer.article, number, users))
    with publishing():
        listing.refresh([each.pk for each in finished])
    for _ in media_filling.fill():
        pass
    batch = PublicationBatch.objects.create(
        action=Action.PUBLISH,
        by_name="누구",
        created_at=timezone.now(),
        goes_live_at=timezone.now(),
        undo_until=timezone.now() + timedelta(minutes=1),
    )
    for each in finished:
        BatchStory.objects.create(
            batch=batch,
            article=each.article,
            revision=each.revisions[-1],
            from_status=each.state.status,
            replaced={
                "by_name": marks.word(Mark(each.key, "replaced by a batch", Kind.TEXT)),
            },
        )
    public.related.set([each.article for each in finished])
    Relation.objects.bulk_create(
        Relation(article=each.article, related=other.article, rank=rank)
        for each in finished
        for rank, other in enumerate(finished, start=1)
        if each is not other
    )
    for place, told in enumerate(finished[:10], start=1):
        MostRead.objects.create(place=place, article=told.article)
    # Nothing else is ever pinned: a pin stays when its story is withdrawn.
    withdrawn = [each.article for each in finished if each.state.status == Status.WITHDRAWN]
    for place, article in enumerate(withdrawn[:5], start=1):
        PinnedArticle.objects.create(order=place, article=article)
    return World(
        marks=marks,
        actors=actors,
        stories=finished,
        public=public,
        sections=[here, part, elsewhere],
        reporters=list(reporters.values()),
        page=page,
        batch=batch,
    )


def _actor(key: str, role: Role | None, sections: Sequence[Section]) -> Actor:
    if key == READER:
        return Actor(key, None)
    roles = (role,) if role else ()
    return Actor(key, make_user(*roles, sections=tuple(sections), username=key, name=key), role)


def _number_stories_from(number: int) -> None:
    """The next story's number, found nowhere else on a page."""
    holder = Article.objects.create(pk=number, title="-", outlet=own_outlet())
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), [Article]):
            cursor.execute(sql)
    holder.delete()


class _Made:
    """A story in the making."""

    def __init__(
        self,
        marks: Marks,
        state: State,
        owner: User,
        section: Section | None,
        bylines: list[Reporter],
        is_inside: bool,
    ) -> None:
        self.marks, self.state, self.owner, self.bylines = marks, state, owner, bylines
        where = section.name if section else "no section"
        signed = "+".join(reporter.name for reporter in bylines) or "nobody"
        self.key = f"{state.key}: {owner.username}, {where}, by {signed}"
        self.photo = self._photo()
        # Of every other story the picture stands in the body alone.
        self.is_inside = is_inside
        self.first = make_content(
            title=f"공개된 제목 {signed}" if state.is_change else self.word("title", Kind.TEXT),
            section_id=section.pk if section else None,
            reporter_ids=tuple(reporter.pk for reporter in bylines),
        )
        if not state.is_change:
            self.first = self._marked(self.first, "", self.first.title)

    def word(self, name: str, kind: Kind, whose: User | None = None) -> str:
        return self.marks.word(self._mark(name, kind, whose))

    def _mark(self, name: str, kind: Kind, whose: User | None = None) -> Mark:
        return Mark(self.key, name, kind, whose.pk if whose else None)

    def _photo(self) -> Photo:
        words = {
            name: self.word(f"photo {name}", Kind.PHOTO, self.owner)
            for name in ("caption", "credit", "alt")
        }
        photo = make_photo(by=self.owner, **words)
        for name in ("people", "place", "source"):
            setattr(photo, name, self.word(f"photo {name}", Kind.PHOTO, self.owner))
        photo.save()
        self.marks.known(photo.token, self._mark("photo token", Kind.PHOTO, self.owner))
        return photo

    def _marked(self, content: Content, which: str, title: str = "") -> Content:
        def word(name: str) -> str:
            return self.word(f"{which}{name}", Kind.TEXT)

        embargo = None
        if self.state.embargoed:
            embargo = self.marks.moment(self._mark(f"{which}embargo", Kind.TEXT))
        return replace(
            content,
            title=title or word("title"),
            subtitle=word("subtitle"),
            body=f"<p>{word('body')} 새 글이다.</p>{self._figure()}",
            tags=(word("tag"),),
            lead_photo_id=None if self.is_inside else self.photo.pk,
            lead_caption=word("caption"),
            lead_credit=word("credit"),
            embargo_until=embargo,
        )

    def _figure(self) -> str:
        if not self.is_inside:
            return ""
        return f'<figure class="photo"><img src="{self.photo.get_absolute_url()}" alt=""></figure>'

    def finish(self, article: Article, number: int, users: dict[str, Any]) -> Story:
        """Bring it into its state, as the workflow would have left it, with all that hangs on it."""
        now = timezone.now()
        article.owner = self.owner
        self.marks.number(article.pk, self._mark("number", Kind.NUMBER))
        newest = self._revise(article, now)
        self._set_state(article, newest, now)
        article.save()
        self.story = Story(
            key=self.key,
            state=self.state,
            article=article,
            photo=self.photo,
            bylines=frozenset(reporter.user_id for reporter in self.bylines),
            revisions=[1, *newest],
        )
        self._log(article, newest, now)
        self._beside(article, newest, number, users, now)
        return self.story

    def _revise(self, article: Article, now: datetime) -> list[int]:
        """Two more texts; the row mirrors the newest unless readers see the first."""
        numbers = []
        for which in ("second ", "newest "):
            mark = self._mark(f"{which}revision", Kind.TEXT)
            content = self._marked(self.first, which)
            if which == "newest " and not self.state.is_change:
                # As the row has it.
                content = self.first
            numbers.append(self.marks.revision(mark))
            Revision.objects.create(
                article=article,
                number=numbers[-1],
                data=content.to_json(),
                author=self.owner,
                created_at=now,
                note=self.word(f"{which}note", Kind.TEXT),
            )
            Tag.objects.bulk_create(
                [Tag(name=name) for name in content.tags], ignore_conflicts=True
            )
        self.newest = content
        article.revision = numbers[-1]
        return numbers

    def _set_state(self, article: Article, newest: list[int], now: datetime) -> None:
        status = article.status = self.state.status
        if status == Status.APPROVED:
            article.approved_revision = article.revision
        if status == Status.TRASHED:
            article.status_before_trash = Status.DRAFT
        if status == Status.SCHEDULED:
            moment = self.marks.moment(self._mark("schedule", Kind.TEXT))
            self._go_live(article, article.revision, moment)
        if status == Status.PUBLISHED:
            self._go_live(article, 1, now - timedelta(hours=3))
        if status == Status.WITHDRAWN:
            self._go_live(article, article.revision, now - timedelta(hours=3))
            CorrectionNote.objects.create(
                article=article, text=self.word("correction", Kind.TEXT), created_at=now
            )
        if self.state.scheduled:
            ScheduledChange.objects.create(
                article=article,
                revision=newest[0],
                title=self.word("title of the scheduled change", Kind.TEXT),
                publish_at=self.marks.moment(self._mark("scheduled change", Kind.TEXT)),
                by=self.owner,
                by_name=self.word("who scheduled the change", Kind.TEXT),
                created_at=now,
            )
        if self.state.scheduled or status == Status.SCHEDULED:
            ClockFailure.objects.create(
                article=article,
                since=now,
                attempts=3,
                retry_at=now + timedelta(minutes=5),
                reason=self.word("why the clock failed", Kind.TEXT),
            )

    def _go_live(self, article: Article, number: int, at: datetime) -> None:
        article.published_at = article.modified_at = at
        if self.state.status == Status.WITHDRAWN:
            article.modified_at = at + timedelta(hours=1)
        article.live_revision = article.approved_revision = number
        article.revisions.filter(number=number).update(published_at=at)

    def _log(self, article: Article, newest: list[int], now: datetime) -> None:
        actions = [Action.CREATE, Action.SUBMIT, Action.HOLD, LogAction.REFUSED_EMBARGO]
        if self.state.status == Status.REJECTED:
            actions.append(Action.REJECT)
        for second, action in enumerate(actions):
            is_rejection = action == Action.REJECT
            why = Kind.REJECTION if is_rejection else Kind.LOG_TEXT
            who = Kind.REJECTED_BY if is_rejection else Kind.LOG
            LogEntry.objects.create(
                article=article,
                action=action,
                by_name=self.word(f"who did {action}", who),
                from_status=Status.DRAFT,
                to_status=self.state.status,
                reason=self.word(f"why {action}", why),
                detail=self.word(f"what {action}", Kind.LOG_TEXT),
                revision=newest[second % 2],
                created_at=now + timedelta(seconds=second),
            )

    def _beside(
        self,
        article: Article,
        newest: list[int],
        number: int,
        users: dict[str, Any],
        now: datetime,
    ) -> None:
        for typist in {
            self.owner.pk: self.owner,
            users["colleague"].pk: users["colleague"],
        }.values():
            self._set_aside(article, newest, typist, now)
            self._autosave(article, typist, now)
        self._talk(article, newest, users, now)
        if self.story.is_known_to_readers:
            self._claim(article, now)
        OpenStory.objects.create(
            article=article,
            user=self.owner,
            window=f"{number:032x}",
            is_form=True,
            last_seen=now + timedelta(hours=1),
            held_since=now,
        )
        word = self.word("old address", Kind.REDIRECT)
        Redirect.objects.create(old_path=f"/news/{word}", article=article)
        TotalViews.objects.create(article=article, views=12)
        HourlyViews.objects.create(article=article, hour=now, views=12)
        tags = Tag.objects.filter(name__in=self.newest.tags)
        for model, rows in ((Tag, tags), (Photo, [self.photo])):
            for row in rows:
                kind, whose = (Kind.TEXT, None) if model is Tag else (Kind.PHOTO, self.owner)
                AdminLogEntry.objects.create(
                    user=users["chief"],
                    content_type=ContentType.objects.get_for_model(model),
                    object_id=str(row.pk),
                    object_repr=self.word(f"{model.__name__} in the log of the admin", kind, whose),
                    action_flag=CHANGE,
                    change_message=self.word(f"change of the {model.__name__}", kind, whose),
                )

    def _talk(
        self, article: Article, newest: list[int], users: dict[str, Any], now: datetime
    ) -> None:
        """What is said of it, and told to everybody, whether or not they may know of it."""
        comment = Comment.objects.create(
            article=article,
            by=self.owner,
            text=self.word("comment", Kind.TEXT),
            quote=self.word("quote", Kind.TEXT),
            quote_revision=newest[-1],
            quote_paragraph=0,
            created_at=now,
        )
        self.story.comments.append(comment.pk)
        assignment = Assignment.objects.create(
            article=article,
            what=self.word("assignment", Kind.TEXT),
            assignee=self.owner,
            by=users["chief"],
            due_at=now + timedelta(days=1),
            created_at=now,
        )
        self.story.assignments.append(assignment.pk)
        for user in filter(None, users.values()):
            told = {"user": user, "article": article, "by": users["chief"], "created_at": now}
            InboxItem.objects.create(kind="mentioned", comment=comment, **told)
            InboxItem.objects.create(kind="assigned", assignment=assignment, **told)
            # Whose story it is alone is told what was done to it.
            rejection = article.log.filter(action=Action.REJECT).first()
            if rejection and user == self.owner:
                InboxItem.objects.create(kind="handled", entry=rejection, **told)

    def _claim(self, article: Article, now: datetime) -> None:
        """Only of what readers know; the claim is the desk's, the notice everybody's."""

        def word(name: str) -> str:
            return self.word(f"{name} of the claim", Kind.CLAIM)

        claim = Claim.objects.create(
            article=article,
            kind="correction",
            claimant=word("claimant"),
            contact=word("contact"),
            claimed_on=now.date(),
            asked=word("text"),
            is_marked=True,
            created_at=now,
        )
        ClaimEntry.objects.create(
            claim=claim,
            created_at=now,
            by_name=word("who took a step"),
            what=word("step"),
            note=word("note on a step"),
        )
        named = ContentFile(b"-", name=f"{word('document')}.txt")
        document = documents.store(claim, named, by=self.owner)
        self.marks.known(document.token, self._mark("document's file", Kind.CLAIM))
        ClaimDocument.objects.create(
            claim=claim,
            file=document.file.name,
            name=word("other document"),
            size=1,
            created_at=now,
            by_name=word("who put the document in"),
        )
        self.story.claim = claim
        self.story.notice = Notice.objects.create(
            article=article,
            claim=claim,
            kind="correction",
            text="바로잡습니다.",
            published_at=now,
            by_name=word("who published the notice"),
        )

    def _set_aside(self, article: Article, newest: list[int], typist: User, now: datetime) -> None:
        def word(name: str) -> str:
            return self.word(f"{name} set aside by {typist}", Kind.SET_ASIDE, typist)

        text = SetAsideText.objects.create(
            article=article,
            author=typist,
            base_revision=newest[0] if typist == self.owner else 1,
            data=replace(
                self.newest,
                title=word("title"),
                subtitle=word("subtitle"),
                body=f"<p>{word('body')}</p>",
                tags=(word("tag"),),
                lead_caption=word("caption"),
                lead_credit=word("credit"),
            ).to_json(),
            unread={"tags": word("unread")},
            why=WhySetAside.LATE,
            created_at=now,
        )
        self.story.texts.append(text)

    def _autosave(self, article: Article, typist: User, now: datetime) -> None:
        def word(name: str) -> str:
            return self.word(f"{name} autosaved by {typist}", Kind.SLOT, typist)

        slot = Slot.objects.create(
            user=typist,
            article=article,
            form_key=f"s{len(self.marks)}x{typist.pk}".ljust(32, "k"),
            counter=1,
            fields={
                "title": [word("title")],
                "subtitle": [word("subtitle")],
                "body": [f"<p>{word('body')}</p>"],
                "tags": [word("tags")],
                "lead_caption": [word("caption")],
                "reason-reject": [word("reason")],
            },
            base_revision=article.revision if typist == self.owner else 1,
            typed_at=now,
        )
        self.story.slots.append(slot)
