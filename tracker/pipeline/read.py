"""The one door to extraction: article in, facts out; and facts in the form of the annotation guide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tracker.pipeline.extract.extractor import RuleExtractor, lexicon_of, published_day
from tracker.pipeline.link.hints import HintedNames
from tracker.pipeline.records import Extraction, Extractor, NameIndex, ParsedArticle, ReportFact, SectorWords


def read_article(
    article: ParsedArticle, names: NameIndex, sectors: Sequence[SectorWords], extractor: Extractor | None = None
) -> Extraction:
    """What the article says, by the given extractor or by rules."""
    if article.hints.groups:
        names = HintedNames(names, article.hints.groups, f"{article.title}\n{article.body}", published_day(article))
    return (extractor or RuleExtractor()).extract(article, names, sectors)


def reading_version(names: NameIndex) -> tuple[str, str, str]:
    """Extractor, its version and the hash of its words, as they stand on what is read now by rules."""
    return RuleExtractor.name, RuleExtractor.version, lexicon_of(names)


def to_gold(article: ParsedArticle, extraction: Extraction) -> dict[str, Any]:
    """One article's facts as a JSON object in the schema of the annotation guide; key order is fixed."""
    return {
        "id": article.id,
        "language": article.language,
        "publisher": article.publisher,
        "title": article.title,
        "published_at": article.published_at.isoformat(),
        "body": article.body,
        "organizations": [
            {"id": o.key, "name": o.name, "mentions": list(o.mentions), "kind": o.kind, "group": o.group}
            for o in extraction.organizations
        ],
        "initiatives": [_initiative(report) for report in extraction.reports],
    }


def _initiative(report: ReportFact) -> dict[str, Any]:
    return {
        "id": report.key,
        "title": report.title,
        "sectors": list(report.sectors),
        "status": report.status,
        "participants": [{"org": p.organization, "role": p.role} for p in report.participations],
        "locations": list(report.locations),
        "amount_krw": report.amount_krw,
        "milestones": [
            {
                "kind": m.kind,
                "date": m.date.value if m.date else None,
                "modality": m.modality,
                "evidence": m.evidence.quote,
            }
            for m in report.milestones
        ],
    }
