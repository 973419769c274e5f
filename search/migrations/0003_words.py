from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("search", "0002_stories_due"),)

    operations = (
        migrations.CreateModel(
            name="KnownWord",
            fields=[
                ("word", models.CharField(max_length=12, primary_key=True, serialize=False)),
                ("initials", models.CharField(db_index=True, max_length=12)),
            ],
        ),
        migrations.CreateModel(
            name="Synonym",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        help_text="쉼표로 나누어 적습니다. 예: 과기정통부, 과학기술정보통신부",
                        max_length=300,
                        verbose_name="같은 말",
                    ),
                ),
            ],
            options={
                "verbose_name": "찾기 동의어",
                "verbose_name_plural": "찾기 동의어",
                "ordering": ("words",),
            },
        ),
    )
