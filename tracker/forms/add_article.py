"""Bringing articles in: by address, as pasted text or as files. Every message names the input and the remedy."""

from __future__ import annotations

from datetime import timedelta
from pathlib import PurePath
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MEDIA_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".txt": "text/plain",
    ".json": "application/json",
}
BUNDLES = (".jsonl", ".ndjson", ".xlsx", ".warc", ".warc.gz")  # files that hold many articles
MAX_ADDRESS = 1000
MIN_TEXT = 40
WAYS = ("address", "text", "files")


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once; cleans to a list. What is asked of each file is asked by the form."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [one for one in (data or []) if one]


class AddArticleForm(forms.Form):
    """Exactly one of address, text and files; title, publisher and published_at go with a text."""

    address = forms.CharField(
        label=gettext_lazy("기사 주소"),
        required=False,
        strip=True,
        widget=forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://", "autocomplete": "off"}),
    )
    text = forms.CharField(label=gettext_lazy("기사 글"), required=False, widget=forms.Textarea(attrs={"rows": 10}))
    title = forms.CharField(label=gettext_lazy("제목"), required=False, max_length=300)
    publisher = forms.CharField(label=gettext_lazy("매체"), required=False, max_length=150)
    published_at = forms.DateTimeField(
        label=gettext_lazy("발행한 때"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": gettext_lazy("발행한 때를 읽지 못했습니다. 2017-09-14 14:43처럼 써 주세요.")},
    )
    files = FilesField(  # type: ignore[assignment]  # the field of that name hides nothing that this form reads
        label=gettext_lazy("파일"),
        required=False,
        widget=FilesInput(attrs={"multiple": True, "accept": ",".join((*MEDIA_TYPES, *BUNDLES, ".gz"))}),
    )

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        if not address:
            return ""
        try:
            parts = urlsplit(address)
            usable = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
        except ValueError:
            usable = False
        if not usable:
            shown = {"address": address[:80]}
            raise forms.ValidationError(
                _("‘%(address)s’은(는) 기사 주소가 아닙니다. https://로 시작하는 주소를 복사해 주세요.") % shown
            )
        if len(address) > MAX_ADDRESS:
            raise forms.ValidationError(_("주소가 너무 깁니다. %(limit)d자까지 받습니다.") % {"limit": MAX_ADDRESS})
        return address

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if text.strip() and len(text.strip()) < MIN_TEXT:
            raise forms.ValidationError(_("글이 너무 짧습니다. 제목과 본문을 함께 붙여 주세요."))
        if len(text.encode("utf-8", "replace")) > settings.MAX_UPLOAD_BYTES:
            raise forms.ValidationError(
                _("글이 %(limit)s보다 깁니다. 기사 하나만 붙여 주세요.") % {"limit": upload_limit()}
            )
        return text if text.strip() else ""

    def clean_published_at(self) -> Any:
        moment = self.cleaned_data["published_at"]
        if moment and moment > timezone.now() + timedelta(days=1):
            raise forms.ValidationError(_("발행한 때가 앞날입니다. 날짜를 확인해 주세요."))
        return moment

    def clean_files(self) -> list[Any]:
        files: list[Any] = self.cleaned_data["files"]
        if len(files) > settings.MAX_UPLOAD_FILES:
            counts = {"count": len(files), "limit": settings.MAX_UPLOAD_FILES}
            raise forms.ValidationError(
                _("파일이 %(count)d개입니다. 한 번에 %(limit)d개까지 올릴 수 있으니 나누어 올려 주세요.") % counts
            )
        problems = [problem for problem in map(_problem_of, files) if problem]
        if problems:
            raise forms.ValidationError(problems)
        return files

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        given = [way for way in WAYS if cleaned.get(way)]
        if not given:
            raise forms.ValidationError(_("주소, 글, 파일 가운데 하나를 넣어 주세요."))
        if len(given) > 1:
            raise forms.ValidationError(
                _("한 번에 한 가지만 넣을 수 있습니다: 주소, 글, 파일 가운데 하나만 남겨 주세요.")
            )
        cleaned["way"] = given[0]
        return cleaned


def media_type_of(name: str) -> str:
    """The media type by the end of a file's name; "" when it is none that is read."""
    return MEDIA_TYPES.get(PurePath(name).suffix.lower(), "")


def is_bundle(name: str) -> bool:
    return name.lower().endswith(BUNDLES)


def _problem_of(file: UploadedFile[Any]) -> str:
    name = (file.name or "")[:80]
    bundle = is_bundle(file.name or "")
    if not bundle and not media_type_of(file.name or ""):
        words = {"name": name, "kinds": ", ".join(sorted((*MEDIA_TYPES, *BUNDLES)))}
        return _("‘%(name)s’은(는) 읽을 수 없는 종류입니다. %(kinds)s 파일로 저장해 올려 주세요.") % words
    if not file.size:
        return _("‘%(name)s’이(가) 비어 있습니다. 내용이 있는 파일을 올려 주세요.") % {"name": name}
    if bundle and file.size > settings.MAX_BUNDLE_BYTES:
        words = {"name": name, "limit": bundle_limit()}
        return _("‘%(name)s’이(가) %(limit)s보다 큽니다. 나누어 올리거나 manage.py ingest로 넣어 주세요.") % words
    if not bundle and file.size > settings.MAX_UPLOAD_BYTES:
        words = {"name": name, "limit": upload_limit()}
        return _("‘%(name)s’이(가) %(limit)s보다 큽니다. 그림을 빼고 저장하거나 글만 붙여 주세요.") % words
    return ""


def upload_limit() -> str:
    """The largest file that is taken, in words."""
    return f"{settings.MAX_UPLOAD_BYTES / 1_000_000:g} MB"


def bundle_limit() -> str:
    return f"{settings.MAX_BUNDLE_BYTES / 1_000_000:g} MB"
