"""Feed readers, calendars and frames send no cookie: they ask for a language in the address."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

View = Callable[..., HttpResponse]


def in_asked_language(view: View) -> View:
    """`language=en` in the address decides; without it (or with nonsense) the reader's own language."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = request.GET.get("language", "")
        known = dict(settings.LANGUAGES)
        with translation.override(asked if asked in known else translation.get_language()):
            return view(request, *args, **kwargs)

    return answer
