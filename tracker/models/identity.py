"""Permanent public ids, the form in which names are searched, and the mark of an editor's value."""

import secrets
import unicodedata

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

# Crockford's base 32: no letter that is read as another.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
PUBLIC_ID_LENGTH = 12


def new_public_id() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(PUBLIC_ID_LENGTH))


def fold(text: str) -> str:
    """Width and case folded (NFKC, casefolded), blanks removed: "LG CNS", "lgcns" and "ＬＧ ＣＮＳ" are one."""
    return "".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).split())


def search_key(*texts: str) -> str:
    """Folded texts, kept apart by a line break so that a query never matches across two of them."""
    return "\n".join(fold(text) for text in texts if text)


def found_by(text: str, column: str = "search_text") -> Q:
    """Rows in whose column the text stands, or every word of it. The one place that knows how texts are searched."""
    every = Q()
    for word in text.split():
        every &= Q(**{f"{column}__contains": fold(word)})
    return Q(**{f"{column}__contains": fold(text)}) | every if len(text.split()) > 1 else every


class Edited(models.Model):
    """A row whose fields an editor may take over: the store never writes a field named in `edited_fields`."""

    edited_fields = models.JSONField(_("편집자가 정한 값"), default=list, blank=True, editable=False)

    class Meta:
        abstract = True

    def mark_edited(self, *fields: str) -> None:
        self.edited_fields = sorted({*self.edited_fields, *fields})

    def set_unless_edited(self, **values: object) -> list[str]:
        """Sets the machine's values; returns the names of the fields that changed."""
        changed = []
        for name, value in values.items():
            if name not in self.edited_fields and getattr(self, name) != value:
                setattr(self, name, value)
                changed.append(name)
        return changed
