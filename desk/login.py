"""Logging in to the desk: an account in use that has a role."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, UsernameField

from accounts.models import User
from audit import signing_in


class LoginForm(AuthenticationForm):
    username = UsernameField(
        label="아이디", widget=forms.TextInput(attrs={"autofocus": True, "autocapitalize": "none"})
    )
    error_messages = {
        "invalid_login": "아이디나 비밀번호가 맞지 않습니다. 대문자와 소문자를 구별합니다.",
        "inactive": "사용이 중지된 계정입니다. 관리자에게 물어보세요.",
        "no_role": "아직 역할이 없는 계정입니다. 관리자에게 역할을 받은 뒤 로그인해 주세요.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def confirm_login_allowed(self, user: User) -> None:
        super().confirm_login_allowed(user)
        if not user.roles:
            signing_in.refused(user.username, user, "역할이 없는 계정")
            raise forms.ValidationError(self.error_messages["no_role"], code="no_role")
