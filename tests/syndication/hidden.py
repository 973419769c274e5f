"""Stories that no reader may learn of."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.roles import Role
from articles import workflow
from articles.models import Article
from tests.builders import make_draft, make_photo, make_published, make_user


def make_hidden(**fields: Any) -> list[Article]:
    """One of each, with a picture: draft, under embargo, scheduled, withdrawn."""
    soon = timezone.now() + timedelta(hours=1)
    draft = make_draft(title="초고", lead_photo_id=make_photo().pk, **fields)
    embargoed = make_draft(
        title="엠바고 기사", lead_photo_id=make_photo().pk, embargo_until=soon, **fields
    )
    workflow.approve(workflow.submit(embargoed, by=None), by=None)
    scheduled = make_draft(title="예약 기사", lead_photo_id=make_photo().pk, **fields)
    workflow.approve(workflow.submit(scheduled, by=None), by=None)
    workflow.schedule(scheduled, by=None, at=soon)
    withdrawn = make_published(title="내린 기사", lead_photo_id=make_photo().pk, **fields)
    workflow.withdraw(withdrawn, by=make_user(Role.CHIEF), reason="오보")
    return [draft, embargoed, scheduled, withdrawn]
