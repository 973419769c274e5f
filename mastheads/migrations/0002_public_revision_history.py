from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("mastheads", "0001_masthead"),)

    operations = (
        migrations.AddField(
            model_name="masthead",
            name="shows_revision_history",
            field=models.BooleanField(
                default=False,
                help_text="켜 두면 기사마다 게재하고 고친 때와 까닭을 독자에게 보여 줍니다.",
                verbose_name="수정 이력 공개",
            ),
        ),
    )
