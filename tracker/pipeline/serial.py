"""Articles and extractions as JSON-able dictionaries and back, without loss.

Written by hand: one pass, no schema to build at import. Unknown keys are ignored and keys with a default may be
missing, so that rows stored by an earlier version can still be read; a missing required key raises KeyError.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from tracker.pipeline.records import (
    Dropped,
    Evidence,
    Extraction,
    Hints,
    MilestoneFact,
    OrganizationFact,
    Paragraph,
    ParsedArticle,
    PartialDate,
    ParticipationFact,
    ReportFact,
)

Row = dict[str, Any]


def dump_article(article: ParsedArticle) -> Row:
    """`published_at` becomes ISO 8601 with its offset, paragraphs become [kind, start, end]."""
    return {
        "id": article.id,
        "language": article.language,
        "publisher": article.publisher,
        "title": article.title,
        "published_at": article.published_at.isoformat(),
        "body": article.body,
        "byline": article.byline,
        "address": article.address,
        "paragraphs": [[p.kind, p.start, p.end] for p in article.paragraphs],
        "hints": [list(article.hints.sectors), list(article.hints.groups)],
    }


def load_article(row: Row) -> ParsedArticle:
    """The article that `dump_article` wrote. The offset of `published_at` is kept, the zone's name is not."""
    return ParsedArticle(
        id=row["id"],
        language=row["language"],
        publisher=row["publisher"],
        title=row["title"],
        published_at=datetime.fromisoformat(row["published_at"]),
        body=row["body"],
        byline=row.get("byline", ""),
        address=row.get("address", ""),
        paragraphs=tuple(Paragraph(kind, start, end) for kind, start, end in row.get("paragraphs", ())),
        hints=Hints(*(tuple(ids) for ids in row.get("hints", ()))),
    )


def dump_extraction(extraction: Extraction) -> Row:
    """Every fact of `extraction`, nested as its dataclasses are."""
    return {
        "article_id": extraction.article_id,
        "organizations": [_dump_organization(organization) for organization in extraction.organizations],
        "reports": [_dump_report(report) for report in extraction.reports],
        "extractor": extraction.extractor,
        "version": extraction.version,
        "lexicon_hash": extraction.lexicon_hash,
        "dropped": [
            {"stage": d.stage, "what": d.what, "why": d.why, "start": d.start, "end": d.end} for d in extraction.dropped
        ],
    }


def load_extraction(row: Row) -> Extraction:
    """The extraction that `dump_extraction` wrote, equal to the original."""
    return Extraction(
        article_id=row["article_id"],
        organizations=tuple(_load_organization(organization) for organization in row["organizations"]),
        reports=tuple(_load_report(report) for report in row["reports"]),
        extractor=row["extractor"],
        version=row["version"],
        lexicon_hash=row["lexicon_hash"],
        dropped=tuple(
            Dropped(d["stage"], d["what"], d["why"], d.get("start", 0), d.get("end", 0)) for d in row.get("dropped", ())
        ),
    )


def dump_date(value: PartialDate | None) -> Row | None:
    """{"value", "first", "last", "granularity"} with ISO days, or None."""
    if value is None:
        return None
    return {
        "value": value.value,
        "first": value.first.isoformat(),
        "last": value.last.isoformat(),
        "granularity": value.granularity,
    }


def load_date(row: Row | None) -> PartialDate | None:
    """The date that `dump_date` wrote."""
    if row is None:
        return None
    return PartialDate(
        row["value"], date.fromisoformat(row["first"]), date.fromisoformat(row["last"]), row["granularity"]
    )


def dump_evidence(evidence: Evidence) -> Row:
    """Offsets, quote, rules and confidence."""
    return {
        "start": evidence.start,
        "end": evidence.end,
        "quote": evidence.quote,
        "rules": list(evidence.rules),
        "confidence": evidence.confidence,
    }


def load_evidence(row: Row) -> Evidence:
    """The evidence that `dump_evidence` wrote."""
    return Evidence(row["start"], row["end"], row["quote"], tuple(row["rules"]), row["confidence"])


def _dump_organization(organization: OrganizationFact) -> Row:
    return {
        "key": organization.key,
        "name": organization.name,
        "mentions": list(organization.mentions),
        "spans": [[start, end] for start, end in organization.spans],
        "kind": organization.kind,
        "group": organization.group,
        "group_id": organization.group_id,
        "catalog_id": organization.catalog_id,
    }


def _load_organization(row: Row) -> OrganizationFact:
    return OrganizationFact(
        key=row["key"],
        name=row["name"],
        mentions=tuple(row["mentions"]),
        spans=tuple((start, end) for start, end in row["spans"]),
        kind=row["kind"],
        group=row["group"],
        group_id=row.get("group_id"),
        catalog_id=row.get("catalog_id"),
    )


def _dump_report(report: ReportFact) -> Row:
    return {
        "key": report.key,
        "title": report.title,
        "sectors": list(report.sectors),
        "status": report.status,
        "participations": [
            {"organization": p.organization, "role": p.role, "evidence": dump_evidence(p.evidence)}
            for p in report.participations
        ],
        "milestones": [
            {"kind": m.kind, "date": dump_date(m.date), "modality": m.modality, "evidence": dump_evidence(m.evidence)}
            for m in report.milestones
        ],
        "locations": list(report.locations),
        "amount_krw": report.amount_krw,
    }


def _load_report(row: Row) -> ReportFact:
    return ReportFact(
        key=row["key"],
        title=row["title"],
        sectors=tuple(row["sectors"]),
        status=row["status"],
        participations=tuple(
            ParticipationFact(p["organization"], p["role"], load_evidence(p["evidence"])) for p in row["participations"]
        ),
        milestones=tuple(
            MilestoneFact(m["kind"], load_date(m["date"]), m["modality"], load_evidence(m["evidence"]))
            for m in row["milestones"]
        ),
        locations=tuple(row.get("locations", ())),
        amount_krw=row.get("amount_krw"),
    )
