"""The five roles of the newsroom. A role is a group; its value is the group's name."""

from django.db import models


class Role(models.TextChoices):
    CONTRIBUTOR = "외부 기고자", "외부 기고자"
    REPORTER = "기자", "기자"
    DESK = "데스크", "데스크"
    CHIEF = "편집국장", "편집국장"
    ADMIN = "관리자", "관리자"
