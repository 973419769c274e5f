"""Four new tables, whose rows the database keeps (newsroom/append_only.py)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import notices.models
from newsroom.append_only import keep


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("articles", "0009_notices_in_the_log"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("correction", "정정보도"),
                            ("reply", "반론보도"),
                            ("follow_up", "추후보도"),
                        ],
                        max_length=12,
                        verbose_name="청구 종류",
                    ),
                ),
                ("claimant", models.CharField(max_length=100, verbose_name="청구인")),
                ("contact", models.CharField(blank=True, max_length=200, verbose_name="연락처")),
                ("claimed_on", models.DateField(verbose_name="청구받은 날")),
                (
                    "known_on",
                    models.DateField(blank=True, null=True, verbose_name="청구인이 안 날"),
                ),
                ("asked", models.TextField(max_length=5000, verbose_name="청구 내용")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "접수"),
                            ("accepted", "수용"),
                            ("refused", "거절"),
                            ("arbitration", "조정·중재"),
                            ("court", "소송"),
                            ("fulfilled", "게재"),
                            ("dropped", "취하"),
                            ("closed", "종결"),
                        ],
                        default="received",
                        max_length=12,
                        verbose_name="상태",
                    ),
                ),
                (
                    "is_marked",
                    models.BooleanField(default=False, verbose_name="기사에 ‘청구 중’ 표시"),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(verbose_name="적은 때")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="articles.article",
                        verbose_name="기사",
                    ),
                ),
            ],
            options={
                "verbose_name": "정정보도 등 청구",
                "verbose_name_plural": "정정보도 등 청구",
                "ordering": ("-claimed_on", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="ClaimDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "token",
                    models.CharField(
                        default=notices.models._token, editable=False, max_length=32, unique=True
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        storage=notices.models._private, upload_to="", verbose_name="문서"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="이름")),
                ("size", models.PositiveIntegerField(verbose_name="크기")),
                ("created_at", models.DateTimeField(verbose_name="올린 때")),
                ("by_name", models.CharField(max_length=150, verbose_name="올린 사람")),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="notices.claim",
                    ),
                ),
            ],
            options={
                "verbose_name": "청구 문서",
                "verbose_name_plural": "청구 문서",
                "ordering": ("created_at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="ClaimEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="때")),
                ("by_name", models.CharField(max_length=150, verbose_name="적은 사람")),
                ("what", models.TextField(blank=True, verbose_name="한 일")),
                ("note", models.TextField(blank=True, max_length=2000, verbose_name="메모")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="notices.claim",
                    ),
                ),
            ],
            options={
                "verbose_name": "경과",
                "verbose_name_plural": "경과",
                "ordering": ("-created_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("correction", "정정보도"),
                            ("reply", "반론보도"),
                            ("follow_up", "추후보도"),
                        ],
                        max_length=12,
                        verbose_name="종류",
                    ),
                ),
                ("text", models.TextField(max_length=5000, verbose_name="보도문")),
                ("published_at", models.DateTimeField(verbose_name="게재한 때")),
                ("by_name", models.CharField(max_length=150, verbose_name="게재한 사람")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="articles.article",
                        verbose_name="기사",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="notices.claim",
                        verbose_name="청구",
                    ),
                ),
            ],
            options={
                "verbose_name": "정정·반론·추후보도",
                "verbose_name_plural": "정정·반론·추후보도",
                "ordering": ("-published_at", "-pk"),
            },
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(fields=["state", "-claimed_on", "-id"], name="claim_by_state"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["-published_at", "-id"], name="notice_newest"),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="notice_has_a_text"
            ),
        ),
        keep("notices_claim", fixed=("id", "article_id", "created_at")),
        keep("notices_claimentry"),
        keep("notices_claimdocument"),
        keep("notices_notice"),
    ]
