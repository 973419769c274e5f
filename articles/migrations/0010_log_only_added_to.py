"""The log of stories is only added to, and is found by person and by act.

The indexes are built while the newsroom goes on working and come first: if a build is broken off,
drop its index and migrate again. The triggers are made in an instant.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from newsroom.append_only import keep
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
    ("notice", "정정·반론·추후보도 게재"),
    ("moved", "한꺼번에 옮김"),
]


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("articles", "0009_notices_in_the_log"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AddIndexOnline(
            model_name="logentry",
            index=models.Index(
                name="log_by",
                fields=["by", "-created_at", "-id"],
                condition=models.Q(("by__isnull", False)),
            ),
        ),
        AddIndexOnline(
            model_name="logentry",
            index=models.Index(name="log_action", fields=["action", "-created_at", "-id"]),
        ),
        migrations.AlterField(
            model_name="logentry",
            name="action",
            field=models.CharField(choices=ACTIONS, max_length=20, verbose_name="처리"),
        ),
        migrations.AlterField(
            model_name="logentry",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="log",
                to="articles.article",
            ),
        ),
        migrations.AlterField(
            model_name="logentry",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        keep("articles_logentry"),
    ]
