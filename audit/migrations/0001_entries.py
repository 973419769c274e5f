"""The audit log, which the database itself keeps from being changed."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from newsroom.append_only import keep


class Migration(migrations.Migration):
    initial = True

    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="때"),
                ),
                ("by_name", models.CharField(max_length=150, verbose_name="이름")),
                ("address", models.GenericIPAddressField(null=True, verbose_name="주소")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("login", "로그인"),
                            ("logout", "로그아웃"),
                            ("login_failed", "로그인 실패"),
                            ("password", "비밀번호 바꿈"),
                            ("user", "사용자와 권한"),
                            ("setting", "설정"),
                            ("stories_moved", "기사 한꺼번에 옮김"),
                            ("export", "내보내기"),
                        ],
                        max_length=16,
                        verbose_name="종류",
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=200, verbose_name="대상")),
                ("before", models.TextField(blank=True, verbose_name="이전")),
                ("after", models.TextField(blank=True, verbose_name="다음")),
                ("detail", models.TextField(blank=True, verbose_name="내용")),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="누가",
                    ),
                ),
            ],
            options={
                "verbose_name": "감사 기록",
                "verbose_name_plural": "감사 기록",
                "ordering": ("-created_at", "-pk"),
                "indexes": [
                    models.Index(fields=["-created_at", "-id"], name="audit_newest"),
                    models.Index(fields=["by", "-created_at", "-id"], name="audit_by"),
                    models.Index(fields=["kind", "-created_at", "-id"], name="audit_kind"),
                ],
            },
        ),
        keep("audit_entry"),
    ]
