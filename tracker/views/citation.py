"""How to cite the record of an initiative: as a sentence in the manner of Korean newspapers, and as BibTeX."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from tracker.models import Initiative
from tracker.templatetags.wording import day_words

_SPECIAL = re.compile(r"[\\{}&%$#_~^]")
_ESCAPED = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


@dataclass(frozen=True, slots=True)
class Citation:
    sentence: str
    bibtex: str


def cite(initiative: Initiative, address: str, today: date) -> Citation:
    """today: the day on which it was looked at."""
    return Citation(_sentence(initiative, address, today), _bibtex(initiative, address, today))


def _sentence(initiative: Initiative, address: str, today: date) -> str:
    words = _("‘%(title)s’, %(site)s, 최근 보도 %(reported)s, %(today)s 확인, %(address)s")
    return words % {
        "title": initiative.title,
        "site": settings.SITE_NAME,
        "reported": day_words(initiative.last_reported),
        "today": day_words(today),
        "address": address,
    }


def _bibtex(initiative: Initiative, address: str, today: date) -> str:
    year = (initiative.last_reported or today).year
    lines = {
        "title": f"{{{_escape(initiative.title)}}}",
        "author": f"{{{_escape(str(settings.SITE_NAME))}}}",
        "year": str(year),
        "howpublished": rf"\url{{{address}}}",
        "urldate": today.isoformat(),
        "note": _escape(_("사업 기록, 최근 보도 %(day)s") % {"day": day_words(initiative.last_reported)}),
    }
    fields = ",\n".join(f"  {name:<12} = {{{value}}}" for name, value in lines.items())
    return f"@misc{{initiative-{initiative.public_id},\n{fields}\n}}\n"


def _escape(text: str) -> str:
    """A text in which TeX finds no command; titles come from articles."""
    return _SPECIAL.sub(lambda found: _ESCAPED.get(found[0], "\\" + found[0]), " ".join(text.split()))
