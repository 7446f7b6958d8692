"""What an editor may say of a source. Every message names the input and the remedy."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.models import LEAST_INTERVAL, POLLED, Source, SourceKind
from tracker.pipeline.discover.selectors import BadSelector, compile_selector
from tracker.pipeline.fetch.addresses import is_public_address
from tracker.pipeline.fetch.errors import FetchRefused

POLLED_CHOICES = [(kind.value, kind.label) for kind in POLLED]


def check_address(address: str) -> str:
    """The address as it is kept; ValidationError for one that could never be fetched."""
    from tracker.pipeline.fetch.request import check_address as check

    address = address.strip()
    try:
        check(address, settings.ALLOW_PRIVATE_FETCH)
    except FetchRefused as refused:
        raise forms.ValidationError(str(refused)) from refused
    host = urlsplit(address).hostname or ""
    inside = host == "localhost" or (_is_literal(host) and not is_public_address(host))
    if inside and host not in settings.ALLOW_PRIVATE_FETCH:
        raise forms.ValidationError(
            _("‘%(host)s’은(는) 내부 주소입니다. 사내 서버라면 설정 ALLOW_PRIVATE_FETCH에 넣어 주세요.")
            % {"host": host}
        )
    return address


def check_selector(selector: str) -> str:
    if selector.strip():
        try:
            compile_selector(selector.strip())
        except BadSelector as error:
            raise forms.ValidationError(str(error)) from error
    return selector.strip()


def check_together(form: forms.BaseForm, cleaned: dict[str, Any]) -> None:
    """What one field asks of another; the messages are put to their fields."""
    kind = cleaned.get("kind")
    if kind in POLLED and not cleaned.get("address") and "address" not in form.errors:
        form.add_error("address", _("이 종류의 출처에는 주소가 있어야 합니다. https://로 시작하는 주소를 넣어 주세요."))
    if kind == SourceKind.LIST and not cleaned.get("selector") and "selector" not in form.errors:
        form.add_error("selector", _("목록 쪽에는 기사 한 줄을 고르는 선택자가 있어야 합니다. 보기: ul.news > li"))


def check_interval(minutes: int) -> int:
    if minutes < LEAST_INTERVAL:
        raise forms.ValidationError(
            _("%(minutes)d분은 너무 잦습니다. %(least)d분보다 길게 정해 주세요.")
            % {"minutes": minutes, "least": LEAST_INTERVAL}
        )
    return minutes


def _is_literal(host: str) -> bool:
    return ":" in host or host.replace(".", "").isdigit()


class TrySourceForm(forms.Form):
    """A source that need not exist yet."""

    kind = forms.ChoiceField(label=gettext_lazy("종류"), choices=POLLED_CHOICES)
    address = forms.CharField(
        label=gettext_lazy("주소"),
        max_length=500,
        widget=forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://", "autocomplete": "off"}),
    )
    selector = forms.CharField(
        label=gettext_lazy("기사 한 줄을 고르는 선택자"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "ul.news > li", "autocomplete": "off"}),
    )
    date_selector = forms.CharField(
        label=gettext_lazy("그 안에서 날짜를 고르는 선택자"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": ".date", "autocomplete": "off"}),
    )

    def clean_address(self) -> str:
        return check_address(self.cleaned_data["address"])

    def clean_selector(self) -> str:
        return check_selector(self.cleaned_data["selector"])

    def clean_date_selector(self) -> str:
        return check_selector(self.cleaned_data["date_selector"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        check_together(self, cleaned)
        return cleaned

    @classmethod
    def of_source(cls, source: Source | None) -> TrySourceForm:
        """Filled with what the source is, or empty."""
        names = ("kind", "address", "selector", "date_selector")
        return cls(initial={name: getattr(source, name) for name in names} if source else {})
