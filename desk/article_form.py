"""The article form: what an editor types, turned into Content. It saves nothing of a story."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from accounts.models import User
from accounts.permissions import Task, can_do
from articles.content import Content
from articles.labels import Label, ReportingType
from articles.models import Article
from articles.models.article import TITLE_GUIDE_LENGTH
from desk import names
from desk.editor import BodyEditor
from desk.moment_field import MomentField
from newsroom.lib.dates import format_time
from newsroom.lib.korean import clean_name, josa
from photos import uploads
from photos.models import Photo
from photos.permissions import visible_photos
from reporters.models import Outlet
from sections.models import Section

# Content's name for a field where the form has another.
FORM_NAMES = {
    "outlet_id": "outlet",
    "section_id": "section",
    "further_section_ids": "further_sections",
    "reporter_ids": "reporters",
    "lead_photo_id": "lead_photo",
    "related_ids": "related",
}
_CHILD_INDENT = "\u2003"
PHOTO_CAPTION_MAX = 300
PHOTO_CREDIT_MAX = 100
_LARGEST_ID = 10**18
# Taking names apart costs more than their length; nobody types as many.
_LONGEST_LIST = 5000


class ArticleForm(forms.Form):
    """`base` is the working copy the form starts from, None for a new story."""

    base_revision = forms.IntegerField(
        widget=forms.HiddenInput, required=False, max_value=_LARGEST_ID
    )
    title = forms.CharField(
        label="제목",
        help_text=f"{TITLE_GUIDE_LENGTH}자 안쪽이면 전화기와 포털에서 한눈에 들어옵니다.",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "data-guide": str(TITLE_GUIDE_LENGTH)}
        ),
    )
    subtitle = forms.CharField(
        label="부제목",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    body = forms.CharField(label="본문", required=False, strip=False, widget=BodyEditor)
    lead_photo = forms.IntegerField(
        label="사진 번호",
        required=False,
        min_value=1,
        max_value=_LARGEST_ID,
        widget=forms.NumberInput(attrs={"data-suggest": "photos"}),
        error_messages={"invalid": "사진 번호를 숫자로 적어 주세요."},
    )
    photo_file = forms.FileField(
        label="새 사진 올리기",
        required=False,
        help_text="JPEG, PNG, WebP, GIF, HEIC · 30MB까지",
        # Any image: only then does a phone offer its camera. The server looks at the content.
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    lead_caption = forms.CharField(label="사진 설명", required=False)
    lead_credit = forms.CharField(label="출처", required=False)
    photo_alt = forms.CharField(
        label="대체 텍스트",
        required=False,
        max_length=300,
        help_text="화면을 볼 수 없는 독자에게 읽어 줄 내용입니다. 새로 올리는 사진에 붙습니다.",
    )
    section = forms.TypedChoiceField(
        label="섹션", required=False, coerce=int, empty_value=None, choices=()
    )
    further_sections = forms.TypedMultipleChoiceField(
        label="함께 실을 섹션",
        required=False,
        coerce=int,
        choices=(),
        widget=forms.CheckboxSelectMultiple,
    )
    reporters = forms.CharField(
        label="기자",
        required=False,
        max_length=_LONGEST_LIST,
        help_text="쉼표로 나누어, 크레딧에 나올 순서대로 적습니다.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-suggest": "reporters"}),
    )
    tags = forms.CharField(
        label="태그",
        required=False,
        max_length=_LONGEST_LIST,
        help_text="쉼표로 나눕니다. 없던 태그는 새로 만들어집니다.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-suggest": "tags"}),
    )
    labels = forms.MultipleChoiceField(
        label="꼬리표",
        required=False,
        choices=Label.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="제목 앞에 [속보]처럼 붙습니다. 제목에는 적지 않습니다.",
    )
    reporting_type = forms.ChoiceField(label="취재 유형", choices=ReportingType.choices)
    outlet = forms.TypedChoiceField(label="매체", coerce=int, choices=())
    related = forms.CharField(
        label="관련 기사",
        required=False,
        max_length=_LONGEST_LIST,
        help_text="한 줄에 하나씩, 기사 번호로 시작합니다.",
        widget=forms.Textarea(attrs={"rows": 3, "data-suggest": "articles"}),
    )
    embargo_until = MomentField(
        label="엠바고",
        required=False,
        help_text="이 시각 전에는 게재되지 않습니다. 2025.10.29 14:05처럼 적습니다.",
        widget=forms.DateTimeInput(
            attrs={
                "autocomplete": "off",
                "placeholder": "2025.10.29 14:05",
                "data-moment": "",
            }
        ),
        error_messages={"invalid": "2025.10.29 14:05처럼 날짜와 시각을 적어 주세요."},
    )
    is_incomplete = forms.BooleanField(
        label="내용 미완",
        required=False,
        help_text="내용이 잘린 기사입니다. 채운 뒤 꺼야 출고할 수 있습니다.",
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
        *,
        by: User,
        article: Article | None = None,
        base: Content | None = None,
    ) -> None:
        self.by, self.article, self.base = by, article, base
        self.kept_photo: Photo | None = None
        initial: dict[str, Any] = {}
        if data is None:
            initial = _initial_of(base, by) if base else _first_values(by)
            initial["base_revision"] = article.revision if article else 0
        super().__init__(data, files, initial=initial, label_suffix="")
        sections = _section_choices()
        self.fields["section"].choices = [("", "섹션을 골라 주세요"), *sections]  # type: ignore[attr-defined]
        self.fields["further_sections"].choices = sections  # type: ignore[attr-defined]
        self.fields["outlet"].choices = list(  # type: ignore[attr-defined]
            Outlet.objects.order_by("-is_own", "name").values_list("pk", "name")
        )
        for field in self.fields.values():
            field.error_messages["required"] = f"{josa(str(field.label), '을/를')} 채워 주세요."

    def clean_lead_photo(self) -> int | None:
        pk: int | None = self.cleaned_data["lead_photo"]
        if pk is None or (self.base and pk == self.base.lead_photo_id):
            return pk
        if not visible_photos(self.by, Photo.objects.filter(pk=pk)).exists():
            raise ValidationError(f"{pk}번 사진이 없습니다.")
        return pk

    def clean_photo_file(self) -> UploadedFile | None:
        file: UploadedFile | None = self.cleaned_data["photo_file"]
        if file is not None:
            answer = can_do(self.by, Task.UPLOAD_PHOTO)
            if not answer:
                raise ValidationError(answer.reason)
        return file

    def clean_reporters(self) -> tuple[int, ...]:
        known = self.base.reporter_ids if self.base else ()
        return names.resolve_reporters(self.cleaned_data["reporters"], known)

    def clean_tags(self) -> tuple[str, ...]:
        return tuple(names.split_names(self.cleaned_data["tags"]))

    def clean_related(self) -> tuple[int, ...]:
        known = self.base.related_ids if self.base else ()
        return names.resolve_stories(self.cleaned_data["related"], self.by, known)

    def clean_embargo_until(self) -> datetime | None:
        """The field shows minutes; an embargo kept to the second stays as it is if untouched."""
        embargo: datetime | None = self.cleaned_data["embargo_until"]
        before = self.base.embargo_until if self.base else None
        return before if embargo and format_time(embargo) == format_time(before) else embargo

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.errors:
            try:
                self.content().cleaned()
            except ValidationError as error:
                self.add_content_errors(error)
        return cleaned

    def keep_photo(self) -> None:
        """Store the new picture, if one came and can be used, and make it the lead photo.

        Also when something else in the form is wrong: a browser can't send a chosen file a second
        time, so the picture would be lost. Its caption and credit become the photo's own.
        """
        file = self.cleaned_data.get("photo_file")
        if file is None or self.kept_photo is not None:
            return
        words = self._photo_words()
        try:
            self.kept_photo = uploads.store(
                file, by=self.by, alt=self.cleaned_data.get("photo_alt", ""), **words
            )
        except ValidationError as error:
            self.add_error("photo_file", error)
            return
        kept: dict[str, Any] = {"lead_photo": self.kept_photo.pk}
        if words:
            kept |= {"lead_caption": "", "lead_credit": ""}
        self.cleaned_data |= kept
        self.data = MultiValueDict(self.data)
        for name, value in kept.items():
            self.data[name] = str(value)

    def _photo_words(self) -> dict[str, str]:
        """Caption and credit for a new picture; nothing while one of them has an error."""
        caption, credit = (
            clean_name(self.cleaned_data.get(name, "")) for name in ("lead_caption", "lead_credit")
        )
        fit = len(caption) <= PHOTO_CAPTION_MAX and len(credit) <= PHOTO_CREDIT_MAX
        fit = fit and not {"lead_caption", "lead_credit"} & set(self.errors)
        return {"caption": caption, "credit": credit} if fit else {}

    @property
    def seen_revision(self) -> int:
        """The revision that was on the screen; 0, which no story stands at, when unknown."""
        return self.cleaned_data.get("base_revision") or 0

    def content(self) -> Content:
        """What was typed, not yet normalised. Only for a form without errors."""
        typed = self.cleaned_data
        values: dict[str, Any] = {
            "title": typed["title"],
            "subtitle": typed["subtitle"],
            "body": typed["body"],
            "outlet_id": typed["outlet"],
            "labels": tuple(typed["labels"]),
            "reporting_type": typed["reporting_type"],
            "section_id": typed["section"],
            "further_section_ids": tuple(typed["further_sections"]),
            "tags": typed["tags"],
            "reporter_ids": typed["reporters"],
            "lead_photo_id": typed["lead_photo"],
            "lead_caption": typed["lead_caption"],
            "lead_credit": typed["lead_credit"],
            "related_ids": typed["related"],
            "embargo_until": typed["embargo_until"],
            "is_incomplete": typed["is_incomplete"],
        }
        # From the base, so that a field of Content that this form doesn't show is kept.
        return replace(self.base, **values) if self.base else Content(**values)

    def add_content_errors(self, error: ValidationError) -> None:
        """Put Content's errors at the fields they are about."""
        for name, messages in error.message_dict.items():
            field = FORM_NAMES.get(name, name)
            self.add_error(field if field in self.fields else None, messages)

    @property
    def shown_photo(self) -> Photo | None:
        """The lead photo as the form stands, for its thumbnail."""
        if self.kept_photo:
            return self.kept_photo
        typed = str(self["lead_photo"].value() or "")
        if not typed.isdecimal() or len(typed) > len(str(_LARGEST_ID)):
            return None
        pk = int(typed)
        photos = Photo.objects.filter(pk=pk)
        if not (self.base and self.base.lead_photo_id == pk):
            photos = visible_photos(self.by, photos)
        return photos.first()


def _words_of_its_own(base: Content) -> dict[str, str]:
    """Caption and credit where they differ from the picture's: left empty, another picture brings
    its own words."""
    photo = Photo.objects.filter(pk=base.lead_photo_id or 0).first()
    return {
        "lead_caption": "" if photo and base.lead_caption == photo.caption else base.lead_caption,
        "lead_credit": "" if photo and base.lead_credit == photo.credit else base.lead_credit,
    }


def _initial_of(base: Content, by: User) -> dict[str, Any]:
    return {
        "title": base.title,
        "subtitle": base.subtitle,
        "body": base.body,
        "lead_photo": base.lead_photo_id,
        **_words_of_its_own(base),
        "section": base.section_id,
        "further_sections": list(base.further_section_ids),
        "reporters": names.typed_reporters(base.reporter_ids),
        "tags": names.join_names(base.tags),
        "labels": list(base.labels),
        "reporting_type": base.reporting_type,
        "outlet": base.outlet_id,
        "related": names.typed_stories(base.related_ids, by),
        "embargo_until": base.embargo_until,
        "is_incomplete": base.is_incomplete,
    }


def _first_values(by: User) -> dict[str, Any]:
    """What a new story starts with: the user's own byline and, if there is but one, section."""
    reporter = getattr(by, "reporter", None)
    outlet = Outlet.own()
    sections = list(by.sections.values_list("pk", flat=True)[:2])
    return {
        "reporters": names.typed_reporters((reporter.pk,)) if reporter else "",
        "section": sections[0] if len(sections) == 1 else None,
        "outlet": outlet.pk if outlet else None,
        "reporting_type": ReportingType.OWN.value,
    }


def _section_choices() -> list[tuple[int, str]]:
    choices: list[tuple[int, str]] = []
    for top in Section.objects.tree():
        choices.append((top.pk, top.name))
        choices += [(child.pk, _CHILD_INDENT + child.name) for child in top.child_list]
    return choices
