"""What the merge stage compares: one report of one article with its parties resolved, and what comes out of several."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tracker.pipeline.records import Evidence, Extraction, OrganizationFact, PartialDate, ReportFact

# Legal forms at the border of a name; they come and go between articles about the same organization.
_LEGAL_FORM = re.compile(
    r"\(주\)|㈜|\(유\)|주식회사|유한회사|"
    r"\b(?:inc|incorporated|corp|corporation|co|company|ltd|limited|llc|plc|gmbh|ag|s\.?a)\b\.?",
    re.IGNORECASE,
)
_NOT_A_LETTER = re.compile(r"[^0-9a-z가-힣一-龥ぁ-ヿ&]+")


@dataclass(frozen=True, slots=True)
class StatementParticipant:
    """An organization in one report. identity: who it is over all articles, whatever it is called."""

    organization: str  # key of the OrganizationFact in its extraction
    identity: str
    name: str
    role: str
    group: str | None
    kind: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Statement:
    """One report, ready to be compared with those of other articles. id: "<article id>#<report key>"; headline: of the
    article; main: the article opens with this report, so that its headline is about it."""

    id: str
    article: str
    published_at: datetime
    fact: ReportFact
    participants: tuple[StatementParticipant, ...]
    headline: str = ""
    main: bool = True


@dataclass(frozen=True, slots=True)
class CombinedParticipation:
    identity: str
    role: str
    group: str | None
    evidence: tuple[tuple[str, Evidence], ...]  # (statement id, evidence), oldest statement first


@dataclass(frozen=True, slots=True)
class CombinedMilestone:
    kind: str
    date: PartialDate | None
    modality: str
    evidence: tuple[tuple[str, Evidence], ...]  # (statement id, evidence), oldest statement first


@dataclass(frozen=True, slots=True)
class CombinedInitiative:
    """What several statements say together. amount_krw: the latest that is stated; statements: ids, oldest first."""

    title: str
    sectors: tuple[str, ...]
    status: str
    locations: tuple[str, ...]
    amount_krw: int | None
    participations: tuple[CombinedParticipation, ...]
    milestones: tuple[CombinedMilestone, ...]
    statements: tuple[str, ...]


def normalize_name(name: str) -> str:
    """`name` without case, blanks, punctuation and legal form; the name itself if nothing else is left."""
    text = unicodedata.normalize("NFKC", _LEGAL_FORM.sub(" ", name)).casefold()
    text = _NOT_A_LETTER.sub("", _LEGAL_FORM.sub(" ", text))
    return text or unicodedata.normalize("NFKC", name).casefold().strip()


def identify_by_name(organization: OrganizationFact) -> str:
    """The catalog's id, or "name:" and the normalised name: an identity for use without a database."""
    return organization.catalog_id or f"name:{normalize_name(organization.name)}"


def state(
    extraction: Extraction,
    published_at: datetime,
    identity: Callable[[OrganizationFact], str] = identify_by_name,
    headline: str = "",
) -> tuple[Statement, ...]:
    """One statement for each report of `extraction`, in its order. A participation whose organization is missing
    from the extraction raises KeyError."""
    organizations = {organization.key: organization for organization in extraction.organizations}
    identities = {key: identity(organization) for key, organization in organizations.items()}
    return tuple(
        Statement(
            id=f"{extraction.article_id}#{report.key}",
            article=extraction.article_id,
            published_at=published_at,
            fact=report,
            participants=tuple(
                StatementParticipant(
                    organization=participation.organization,
                    identity=identities[participation.organization],
                    name=organizations[participation.organization].name,
                    role=participation.role,
                    group=_group_of(organizations[participation.organization]),
                    kind=organizations[participation.organization].kind,
                    evidence=participation.evidence,
                )
                for participation in report.participations
            ),
            headline=headline,
            main=number == 0,
        )
        for number, report in enumerate(extraction.reports)
    )


def _group_of(organization: OrganizationFact) -> str | None:
    return organization.group_id or organization.group  # its name changes, its id does not
