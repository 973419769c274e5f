"""The five roles as groups."""

from django.db import migrations

ROLES = ("외부 기고자", "기자", "데스크", "편집국장", "관리자")


def add_roles(apps, schema_editor):
    group = apps.get_model("auth", "Group")
    for name in ROLES:
        group.objects.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_users")]

    operations = [migrations.RunPython(add_roles, migrations.RunPython.noop)]
