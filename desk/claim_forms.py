"""The forms of the register and of a notice. What they say is checked by notices/."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from articles.models import Article
from articles.permissions import readable
from articles.states import Status
from desk.story_select import StorySelect
from desk.task_admin import NameField
from newsroom.lib.korean import normalise
from notices.issuing import TEXT_MAX_LENGTH
from notices.models import Claim, Notice
from notices.register import Facts
from notices.states import Kind, by_hand

_UNKNOWN = "게재된 기사나 게재중지된 기사를 골라 주세요."
_DAY = {"placeholder": "2025.10.29", "autocomplete": "off", "inputmode": "numeric"}


class StoryField(forms.ModelChoiceField):
    """A story readers know. Of others it is not told whether they are there."""

    def __init__(self, model: type[Claim] | type[Notice], **kwargs: Any) -> None:
        super().__init__(
            Article.objects.none(),
            label="기사",
            widget=StorySelect(model._meta.get_field("article"), admin.site),
            error_messages={"required": _UNKNOWN, "invalid_choice": _UNKNOWN},
            **kwargs,
        )

    def open_for(self, user: User) -> None:
        """What may be chosen, and so shown by name when the form comes back."""
        known = Q(visible_from__lte=timezone.now()) | Q(status=Status.WITHDRAWN)
        self.queryset = readable(user, Article.objects.filter(known))


class PlainText(forms.CharField):
    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        try:
            return normalise(super().to_python(value) or "").strip()
        except ValueError as error:
            raise ValidationError(str(error)) from None


class DayField(forms.DateField):
    widget = forms.DateInput(format="%Y.%m.%d", attrs=_DAY)
    default_error_messages = {"invalid": "2025.10.29처럼 적어 주세요."}


class ClaimForm(forms.Form):
    """`claim` None: a new one, about a story that the form asks for."""

    article = StoryField(Claim)
    kind = forms.ChoiceField(label="청구 종류", choices=Kind.choices)
    claimant = NameField(label="청구인", max_length=100)
    contact = NameField(label="연락처", max_length=200, required=False)
    claimed_on = DayField(label="청구받은 날", help_text="회신 3일과 게재 7일을 이날부터 셉니다.")
    known_on = DayField(
        label="청구인이 안 날",
        required=False,
        help_text="보도를 안 날. 추후보도는 형사절차가 끝난 것을 안 날. 모르면 비워 둡니다.",
    )
    asked = PlainText(label="청구 내용", max_length=5_000, widget=forms.Textarea(attrs={"rows": 6}))
    is_marked = forms.BooleanField(
        label="기사에 ‘청구 중’ 표시",
        required=False,
        help_text="청구가 끝날 때까지 기사 맨 위에 ‘정정보도 청구 중’처럼 나옵니다.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(
        self,
        data: Any = None,
        *,
        by: User,
        claim: Claim | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        initial = initial or {}
        if claim is not None:
            names = (*Facts.__dataclass_fields__, "version")
            initial = {name: getattr(claim, name) for name in names} | initial
        super().__init__(data, initial=initial)
        if claim is not None:
            del self.fields["article"]
        else:
            self.fields["article"].open_for(by)  # type: ignore[attr-defined]

    def facts(self) -> Facts:
        return Facts(**{name: self.cleaned_data[name] for name in Facts.__dataclass_fields__})

    @property
    def seen(self) -> int:
        return self.cleaned_data.get("version") or 0


class StepForm(forms.Form):
    to = forms.ChoiceField(label="다음 상태", required=False)
    note = PlainText(
        label="메모",
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    file = forms.FileField(label="문서", required=False, help_text="20MB까지")
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any = None, files: Any = None, *, claim: Claim) -> None:
        super().__init__(
            data,
            files,
            initial={"version": claim.version},
            prefix="step",
            use_required_attribute=False,
        )
        choices = [(to.value, to.label) for to in by_hand(claim.state)]
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            ("", f"{claim.get_state_display()} 그대로"),
            *choices,
        ]


class NoticeForm(forms.Form):
    """`claim`: the one that the notice answers, and with it the story."""

    article = StoryField(Notice)
    kind = forms.ChoiceField(label="종류", choices=Kind.choices)
    text = PlainText(
        label="보도문",
        max_length=TEXT_MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="빈 줄로 문단을 나눕니다. 적은 그대로 나갑니다.",
    )
    is_final = forms.BooleanField(
        label="실은 뒤에는 누구도 고치거나 지울 수 없음을 확인했습니다",
        error_messages={"required": "보도문을 다시 읽고 확인 표시를 해 주세요."},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(
        self,
        data: Any = None,
        *,
        by: User,
        claim: Claim | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        initial = initial or {}
        if claim is not None:
            initial |= {"kind": claim.kind, "version": claim.version}
        super().__init__(data, initial=initial)
        if claim is not None:
            del self.fields["article"]
        else:
            self.fields["article"].open_for(by)  # type: ignore[attr-defined]

    @property
    def seen(self) -> int:
        return self.cleaned_data.get("version") or 0
