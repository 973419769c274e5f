"""Labels shown before a title ([속보]) and the ways a story came about."""

from django.db import models


class Label(models.TextChoices):
    BREAKING = "breaking", "속보"
    EXCLUSIVE = "exclusive", "단독"
    ROUNDUP = "roundup", "종합"
    PHOTO = "photo", "포토"
    PERSONNEL = "personnel", "인사"
    OBITUARY = "obituary", "부고"


class ReportingType(models.TextChoices):
    OWN = "own", "자체취재"
    PRESS_RELEASE = "press_release", "보도자료"
    SYNDICATED = "syndicated", "전재(통신·제휴)"
    CONTRIBUTED = "contributed", "기고"
    ADVERTISING = "advertising", "광고"
