"""The catalog files, read and checked as a whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from tracker.pipeline.link.assemble import make_group, make_group_organization, make_organization, make_sector
from tracker.pipeline.link.check import find_problems
from tracker.pipeline.link.schema import AmbiguousEntry, GroupFile, PartnerFile, SectorEntry
from tracker.pipeline.records import CatalogGroup, CatalogOrganization, SectorWords

_Model = TypeVar("_Model", bound=BaseModel)
_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class CatalogError(Exception):
    """Something is wrong with the catalog files; `problems` names file, entry and remedy of each, one a line."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True, slots=True)
class Catalog:
    """What is known before any article is read. Organizations include one for each group as a whole."""

    groups: tuple[CatalogGroup, ...]
    organizations: tuple[CatalogOrganization, ...]
    sectors: tuple[SectorWords, ...]
    ambiguous: tuple[AmbiguousEntry, ...]
    hash: str  # of the content: equal on every machine, indifferent to comments and layout


@dataclass(slots=True)
class _Reading:
    """What one pass over the folder has found so far."""

    folder: Path
    documents: dict[str, Any] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)  # id of an organization or group -> file

    def document(self, path: Path) -> Any:
        name = path.relative_to(self.folder).as_posix()
        try:
            self.documents[name] = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # a safe loader
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            self.problems.append(f"{name}: cannot be read as YAML ({' '.join(str(error).split())}); mend the syntax")
            return None
        return self.documents[name]

    def entry(self, model: type[_Model], value: Any, file: str) -> _Model | None:
        try:
            return model.model_validate(value)
        except ValidationError as error:
            self.problems.extend(_explain(file, value, error))
            return None

    def claim(self, id: str, file: str) -> None:
        if id in self.sources:
            self.problems.append(f"{file}: {id}: id is taken in {self.sources[id]}; give one of them another id")
        else:
            self.sources[id] = file


def default_catalog_folder() -> Path:
    """The catalog that comes with the program."""
    return Path(__file__).resolve().parents[2] / "catalog"


def load_catalog(folder: Path) -> Catalog:
    """Every file of the folder as records. Raises CatalogError with all problems at once."""
    reading = _Reading(folder)
    if not folder.is_dir():
        raise CatalogError([f"{folder.name}: there is no such folder; name the folder that holds groups/"])
    groups, organizations = _read_groups(reading)
    organizations += _read_partners(reading)
    sectors = _read_list(reading, "sectors", SectorEntry)
    ambiguous = tuple(_read_list(reading, "ambiguous", AmbiguousEntry))
    reading.problems.extend(find_problems(groups, organizations, ambiguous, reading.sources))
    if reading.problems:
        raise CatalogError(reading.problems)
    return Catalog(
        groups=tuple(groups),
        organizations=tuple(organizations),
        sectors=tuple(make_sector(one) for one in sectors),
        ambiguous=ambiguous,
        hash=_content_hash(reading.documents),
    )


@lru_cache(maxsize=1)
def load_default_catalog() -> Catalog:
    """The catalog that comes with the program, read once a process."""
    return load_catalog(default_catalog_folder())


def _read_groups(reading: _Reading) -> tuple[list[CatalogGroup], list[CatalogOrganization]]:
    groups: list[CatalogGroup] = []
    organizations: list[CatalogOrganization] = []
    for path in sorted((reading.folder / "groups").glob("*.yaml")):
        name = path.relative_to(reading.folder).as_posix()
        entry = reading.entry(GroupFile, reading.document(path), name)
        if entry is None:
            continue
        group, whole = make_group(entry), make_group_organization(entry)
        for id in (group.id, whole.id, *(one.id for one in entry.organizations)):
            reading.claim(id, name)
        groups.append(group)
        organizations.append(whole)
        organizations.extend(make_organization(one, entry.id) for one in entry.organizations)
    return groups, organizations


def _read_partners(reading: _Reading) -> list[CatalogOrganization]:
    organizations: list[CatalogOrganization] = []
    for path in sorted((reading.folder / "partners").glob("*.yaml")):
        name = path.relative_to(reading.folder).as_posix()
        entry = reading.entry(PartnerFile, reading.document(path), name)
        for one in entry.organizations if entry else ():
            reading.claim(one.id, name)
            organizations.append(make_organization(one, None))
    return organizations


def _read_list(reading: _Reading, stem: str, model: type[_Model]) -> list[_Model]:
    """The entries of a file that is a list, or a mapping with the list under the file's own name."""
    path = reading.folder / f"{stem}.yaml"
    content = reading.document(path) if path.exists() else []
    if isinstance(content, dict) and set(content) == {stem}:
        content = content[stem]
    if content is None:
        return []
    if not isinstance(content, list):
        reading.problems.append(f"{path.name}: is a list of entries; begin each with a dash")
        return []
    return [entry for value in content if (entry := reading.entry(model, value, path.name)) is not None]


def _explain(file: str, value: Any, error: ValidationError) -> list[str]:
    lines = []
    for one in error.errors(include_url=False, include_context=False):
        where, owner = [], value
        for step in one["loc"]:
            owner = _step_into(owner, step)
            label = owner.get("id") or owner.get("name") if isinstance(owner, dict) else None
            where.append(str(label or step))
        remedy = {"extra_forbidden": "unknown key; take it away or mend its spelling", "missing": "is missing; add it"}
        message = remedy.get(one["type"], one["msg"].removeprefix("Value error, "))
        lines.append(f"{file}: {' > '.join(where) or 'the file'}: {message}")
    return lines


def _step_into(value: Any, step: str | int) -> Any:
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None


def _content_hash(documents: dict[str, Any]) -> str:
    content = json.dumps(documents, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(content.encode()).hexdigest()[:16]
