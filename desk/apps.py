from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class DeskConfig(AppConfig):
    name = "desk"
    verbose_name = "데스크"

    def ready(self) -> None:
        import desk.checks  # noqa: F401  (registers newsroom.E001 to E003)


class DeskAdminConfig(AdminConfig):
    """django.contrib.admin with the desk's own site in place of the stock one."""

    default_site = "desk.site.DeskSite"
