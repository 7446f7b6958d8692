"""Permanent public ids, the form in which names are searched, and the mark of an editor's value."""

import secrets
import unicodedata

from django.db import models
from django.utils.translation import gettext_lazy as _

# Crockford's base 32: no letter that is read as another.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
PUBLIC_ID_LENGTH = 12


def new_public_id() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(PUBLIC_ID_LENGTH))


def search_key(*texts: str) -> str:
    """NFC, casefolded, blanks removed: "LG CNS", "lgcns" and "LG  CNS" are found by each other. Parts are kept apart
    by a line break so that a query never matches across two of them."""
    return "\n".join("".join(unicodedata.normalize("NFC", text).casefold().split()) for text in texts if text)


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
