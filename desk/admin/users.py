"""사용자와 역할. A user is never deleted, only put out of use: what they did stays theirs."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, UserCreationForm, UsernameField
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.models import User
from accounts.permissions import Task
from accounts.roles import Role
from desk import not_deleted
from desk.task_admin import PlainKorean, TaskPermissions, TidyForms

USERNAME_HELP = "로그인할 때 씁니다. 영문, 숫자와 @ . + - _ 를 쓸 수 있습니다."
ROLE_HELP = (
    "외부 기고자: 자기 기사만 · 기자: 기사 쓰기와 송고 · 데스크: 담당 섹션의 승인과 게재 · "
    "편집국장: 모든 기사와 설정 · 관리자: 사용자와 설정(기사 편집은 못 함)"
)


def role_groups() -> "QuerySet[Group]":
    """The five roles in the order of domain.md."""
    order = [When(name=role.value, then=Value(place)) for place, role in enumerate(Role)]
    return Group.objects.filter(name__in=Role.values).order_by(Case(*order))


class RoleField(forms.ModelMultipleChoiceField):
    def __init__(self) -> None:
        super().__init__(
            label="역할",
            queryset=role_groups(),
            widget=forms.CheckboxSelectMultiple,
            help_text=ROLE_HELP,
            error_messages={"required": "역할을 하나 이상 골라 주세요."},
        )


class NewUserForm(UserCreationForm):
    groups = RoleField()

    class Meta:
        model = User
        fields = ("username", "name", "email", "sections", "may_publish_breaking")
        field_classes = {"username": UsernameField}
        labels = {"username": "아이디"}
        help_texts = {"username": USERNAME_HELP}


class UserForm(forms.ModelForm):
    groups = RoleField()
    # Set by the admin for each request: an administrator must not lock themselves out.
    acting_user_id: int | None = None

    class Meta:
        model = User
        fields = (
            "username",
            "name",
            "email",
            "groups",
            "sections",
            "may_publish_breaking",
            "is_active",
        )
        field_classes = {"username": UsernameField}
        labels = {"username": "아이디", "is_active": "사용 중"}
        help_texts = {
            "username": USERNAME_HELP,
            "is_active": "그만둔 사람은 지우지 말고 이것을 꺼 주세요. 바로 로그아웃됩니다.",
        }

    def clean_groups(self) -> "QuerySet[Group]":
        groups: QuerySet[Group] = self.cleaned_data["groups"]
        if self._is_own_account() and not groups.filter(name=Role.ADMIN).exists():
            raise ValidationError(
                "자기 계정에서는 관리자 역할을 뺄 수 없습니다. 다른 관리자에게 부탁해 주세요."
            )
        return groups

    def clean_is_active(self) -> bool:
        is_active: bool = self.cleaned_data["is_active"]
        if self._is_own_account() and not is_active:
            raise ValidationError("자기 계정은 사용을 중지할 수 없습니다.")
        return is_active

    def _is_own_account(self) -> bool:
        return self.instance.pk is not None and self.instance.pk == self.acting_user_id


class PasswordForm(AdminPasswordChangeForm):
    """Without Django's switch that leaves an account with no password at all."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)


class RoleFilter(admin.SimpleListFilter):
    title = "역할"
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(role.value, role.label) for role in Role]

    def queryset(self, request: HttpRequest, users: "QuerySet[User]") -> "QuerySet[User]":
        return users.filter(groups__name=self.value()) if self.value() in Role.values else users


class InUseFilter(admin.SimpleListFilter):
    title = "계정"
    parameter_name = "in_use"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "사용 중"), ("no", "사용 중지")]

    def queryset(self, request: HttpRequest, users: "QuerySet[User]") -> "QuerySet[User]":
        wanted = {"yes": True, "no": False}.get(self.value() or "")
        return users if wanted is None else users.filter(is_active=wanted)


@admin.register(User)
class UserAdmin(TaskPermissions, TidyForms, PlainKorean, DjangoUserAdmin):
    task = Task.MANAGE_USERS
    form = UserForm
    add_form = NewUserForm
    add_form_template = "admin/change_form.html"
    change_password_form = PasswordForm
    change_user_password_template = "admin/accounts/user/change_password.html"  # noqa: S105
    list_display = ("login_name", "name", "role_names", "section_names", "in_use", "last_login")
    list_display_links = ("login_name", "name")
    list_filter = (InUseFilter, RoleFilter)
    search_fields = ("username", "name", "email")
    ordering = ("-is_active", "name", "username")
    filter_horizontal = ()
    autocomplete_fields = ("sections",)
    actions = None
    readonly_fields = ("password_link",)
    fieldsets = (
        (None, {"fields": ("username", "password_link", "name", "email")}),
        ("하는 일", {"fields": ("groups", "sections", "may_publish_breaking")}),
        ("계정", {"fields": ("is_active",)}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "password1", "password2", "name", "email")}),
        ("하는 일", {"fields": ("groups", "sections", "may_publish_breaking")}),
    )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        user = self.get_object(request, unquote(object_id))
        if user is None or not self.has_view_permission(request, user):
            raise PermissionDenied
        return not_deleted.refuse_user(request, self.admin_site, user)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[User]":
        return super().get_queryset(request).prefetch_related("groups", "sections")

    def get_form(
        self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.acting_user_id = request.user.pk  # type: ignore[attr-defined]
        return form

    def user_change_password(
        self, request: HttpRequest, id: str, form_url: str = ""
    ) -> HttpResponse:
        """The new password and the line that tells of it (audit) commit as one."""
        with transaction.atomic():
            return super().user_change_password(request, id, form_url)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Django's own views ask for is_staff here and there; who gets in is up to the role."""
        obj.is_staff = True
        super().save_model(request, obj, form, change)

    @admin.display(description="아이디", ordering="username")
    def login_name(self, user: User) -> str:
        return user.username

    @admin.display(description="사용 중", boolean=True, ordering="is_active")
    def in_use(self, user: User) -> bool:
        return user.is_active

    @admin.display(description="비밀번호")
    def password_link(self, user: User) -> SafeString:
        address = reverse("admin:auth_user_password_change", args=[user.pk])
        return format_html('<a class="desk-button" href="{}">새 비밀번호 정하기</a>', address)

    @admin.display(description="역할")
    def role_names(self, user: User) -> str:
        names = {group.name for group in user.groups.all()}
        return ", ".join(role.label for role in Role if role.value in names)

    @admin.display(description="담당 섹션")
    def section_names(self, user: User) -> str:
        return ", ".join(section.name for section in user.sections.all())


# Roles are data of the program, not of an outlet: there is nothing to edit in a group.
admin.site.unregister(Group)
