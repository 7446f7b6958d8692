"""A date as precise as it is known, typed by an editor: 2018-06-30, 2018-06, 2018-Q2, 2018-H1, 2018 or A/B of these."""

import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tracker.pipeline.extract import partial
from tracker.pipeline.records import PartialDate

FORMS: tuple[tuple[str, Callable[..., PartialDate | None]], ...] = (
    (r"(\d{4})-(\d{2})-(\d{2})", partial.of_day),
    (r"(\d{4})-(\d{2})", partial.of_month),
    (r"(\d{4})-Q([1-4])", partial.of_quarter),
    (r"(\d{4})-H([12])", partial.of_half),
    (r"(\d{4})", partial.of_year),
)


def parse_partial_date(text: str) -> PartialDate | None:
    """The date, or None if the text is none or names a day that does not exist."""
    if "/" in text:
        first, last = text.split("/", 1)
        return partial.of_range(parse_partial_date(first), parse_partial_date(last))
    for pattern, build in FORMS:
        if match := re.fullmatch(pattern, text.strip(), re.ASCII):
            return build(*map(int, match.groups()))
    return None


class PartialDateField(forms.CharField):
    """Cleans to the value as text; empty stays empty (no date is known)."""

    def clean(self, value: Any) -> str:
        text = str(super().clean(value) or "").strip().upper()
        if not text:
            return ""
        date = parse_partial_date(text)
        if date is None:
            message = _(
                "'%(text)s'은(는) 날짜가 아닙니다. 2018-06-30, 2018-06, 2018-Q2, 2018-H1, 2018, 2016/2018처럼 적어 주세요."
            )
            raise ValidationError(message, params={"text": text}, code="invalid")
        return date.value
