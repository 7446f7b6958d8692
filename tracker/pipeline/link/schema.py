"""The shape of the catalog's YAML files, checked by pydantic; tracker/catalog/README.md describes it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from tracker.pipeline import words

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")


def read_day(value: Any) -> date | None:
    """YYYY, YYYY-MM or YYYY-MM-DD, as YAML gives it (int, date or text), as a day; a missing part counts as the first.

    Raises ValueError for anything else.
    """
    if value is None or isinstance(value, date):
        return value
    match = _DAY.fullmatch(str(value).strip())
    if match is None:
        raise ValueError("a date is YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = match.groups()
    return date(int(year), int(month or 1), int(day or 1))


def _clean_name(value: Any) -> Any:
    if not isinstance(value, str):
        raise ValueError(f"a name is text, not {value!r}; put quotes around it")
    text = unicodedata.normalize("NFC", value)
    if not text or text != text.strip():
        raise ValueError("a name is not empty and has no blank at its ends")
    return text


def _spell_out_alias(value: Any) -> Any:
    return {"name": value} if not isinstance(value, dict) else value


def _known_kind(value: Any) -> Any:
    if value not in words.ORGANIZATION_KINDS:
        raise ValueError(f"kind is one of {', '.join(words.ORGANIZATION_KINDS)}")
    return value


Day = Annotated[date | None, BeforeValidator(read_day)]
Name = Annotated[str, BeforeValidator(_clean_name)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Kind = Annotated[str, BeforeValidator(_known_kind)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Period(_Entry):
    since: Day = None
    until: Day = None

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.since and self.until and self.since >= self.until:
            raise ValueError(f"since {self.since} is not before until {self.until}")
        return self


class FormerName(_Period):
    name: Name
    english: Name | None = None


class Alias(_Period):
    name: Name


AliasList = tuple[Annotated[Alias, BeforeValidator(_spell_out_alias)], ...]


class Affiliation(_Period):
    group: Id


class OrganizationEntry(_Entry):
    """`since`: from when the name of today is in use, for a body that took over a name which another one had before."""

    id: Id
    kind: Kind
    name: Name
    english: Name | None = None
    since: Day = None
    former: tuple[FormerName, ...] = ()
    aliases: AliasList = ()
    affiliations: tuple[Affiliation, ...] | None = None


class GroupFile(_Entry):
    """`since`: from when there is a group of this name, where others had the name before (LX)."""

    id: Id
    name: Name
    english: Name
    since: Day = None
    former: tuple[FormerName, ...] = ()
    aliases: AliasList = ()
    organizations: tuple[OrganizationEntry, ...] = ()


class PartnerFile(_Entry):
    organizations: tuple[OrganizationEntry, ...]


class SectorEntry(_Entry):
    id: Annotated[str, Field(pattern=r"^[a-z]+(_[a-z]+)*$")]
    name: Name
    english: Name
    letter: Annotated[str, Field(min_length=1, max_length=2)]
    letter_english: Annotated[str, Field(min_length=1, max_length=2)]
    strong: tuple[Name, ...]
    weak: tuple[Name, ...] = ()


class AmbiguousEntry(_Entry):
    """`use: word` marks a name that is an everyday word as well (SPC, 대상): it counts as a name only in a text
    which names one of the candidates, or a relative of theirs, in full."""

    name: Name
    candidates: Annotated[tuple[Id, ...], Field(min_length=1)]
    use: Literal["name", "word"] = "name"
