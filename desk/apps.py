from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class DeskConfig(AppConfig):
    name = "desk"
    verbose_name = "데스크"


class DeskAdminConfig(AdminConfig):
    """django.contrib.admin with the desk's own site in place of the stock one."""

    default_site = "desk.site.DeskSite"
