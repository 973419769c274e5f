"""The log may tell of a notice; only the choices change, no column."""

from django.db import migrations, models

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
]


class Migration(migrations.Migration):
    dependencies = (("articles", "0008_scheduled_changes"),)

    operations = (
        migrations.AlterField(
            model_name="logentry",
            name="action",
            field=models.CharField(choices=ACTIONS, max_length=20, verbose_name="처리"),
        ),
    )
