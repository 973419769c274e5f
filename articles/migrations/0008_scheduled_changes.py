"""Scheduled changes of live stories, what the clock failed at, and an index of embargoes.

Two new empty tables; the index is built while the newsroom goes on working. It comes first, so
that a build that is broken off leaves no table behind: drop the index and migrate again.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from newsroom.online_indexes import AddIndexOnline

ACTIONS = [
    ("create", "새 기사"),
    ("read", "읽기"),
    ("edit", "저장"),
    ("preview", "미리보기"),
    ("read_log", "처리 기록"),
    ("submit", "송고"),
    ("recall", "송고 취소"),
    ("take", "데스킹 시작"),
    ("reject", "반려"),
    ("hold", "보류"),
    ("release", "보류 해제"),
    ("approve", "승인"),
    ("publish", "게재"),
    ("publish_now", "출고"),
    ("schedule", "예약"),
    ("reschedule", "예약 시각 바꾸기"),
    ("unschedule", "예약 취소"),
    ("correct", "고침"),
    ("schedule_change", "수정안 예약"),
    ("reschedule_change", "수정안 예약 시각 바꾸기"),
    ("unschedule_change", "수정안 예약 취소"),
    ("drop_changes", "수정안 버리기"),
    ("review", "사후 데스킹 마침"),
    ("withdraw", "게재중지"),
    ("republish", "다시 게재"),
    ("trash", "휴지통으로"),
    ("restore", "되살리기"),
    ("refused_embargo", "엠바고로 출고 거절"),
    ("clock_failed", "예약 처리 실패"),
]


def number():
    return models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("articles", "0007_texts_in_lz4"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AddIndexOnline(
            model_name="article",
            index=models.Index(
                name="article_embargoed",
                fields=["embargo_until"],
                condition=models.Q(("embargo_until__isnull", False)),
            ),
        ),
        migrations.CreateModel(
            name="ScheduledChange",
            fields=[
                ("id", number()),
                ("revision", models.PositiveIntegerField(verbose_name="판")),
                ("title", models.CharField(max_length=200, verbose_name="제목")),
                ("embargo_until", models.DateTimeField(null=True, verbose_name="엠바고")),
                ("publish_at", models.DateTimeField(db_index=True, verbose_name="나갈 때")),
                ("by_name", models.CharField(max_length=150, verbose_name="예약한 사람")),
                ("created_at", models.DateTimeField(verbose_name="예약한 때")),
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scheduled_change",
                        to="articles.article",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"verbose_name": "수정안 예약", "verbose_name_plural": "수정안 예약"},
        ),
        migrations.CreateModel(
            name="ClockFailure",
            fields=[
                ("id", number()),
                ("since", models.DateTimeField(verbose_name="처음 실패한 때")),
                ("attempts", models.PositiveIntegerField(default=0, verbose_name="시도한 횟수")),
                ("retry_at", models.DateTimeField(verbose_name="다시 시도할 때")),
                ("reason", models.CharField(max_length=500, verbose_name="까닭")),
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clock_failure",
                        to="articles.article",
                    ),
                ),
            ],
            options={"verbose_name": "예약 처리 실패", "verbose_name_plural": "예약 처리 실패"},
        ),
        migrations.AlterField(
            model_name="logentry",
            name="action",
            field=models.CharField(choices=ACTIONS, max_length=20, verbose_name="처리"),
        ),
    ]
