"""The admin site of the newsroom."""

from django.contrib.admin import AdminSite
from django.http import HttpRequest


class DeskSite(AdminSite):
    site_title = "편집국"
    site_header = "편집국"
    index_title = "오늘의 편집국"

    def has_permission(self, request: HttpRequest) -> bool:
        """Anyone with a role; is_staff alone opens nothing."""
        user = request.user
        return user.is_authenticated and user.is_active and bool(user.roles)
