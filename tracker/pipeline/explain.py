"""An extraction as readable text: each fact with its rules, evidence and confidence, each dropped candidate with why."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.pipeline.records import Evidence, Extraction, ParsedArticle, ReportFact


def explain(article: ParsedArticle, extraction: Extraction) -> str:
    """The whole account, lines separated by newlines."""
    return "\n".join(_lines(article, extraction))


def _lines(article: ParsedArticle, extraction: Extraction) -> Iterator[str]:
    yield f"{article.title}"
    yield f"{article.publisher}, {article.published_at.isoformat()}; read by {extraction.extractor} {extraction.version}, lexicon {extraction.lexicon_hash}"
    yield ""
    yield f"Organizations: {len(extraction.organizations)}"
    for one in extraction.organizations:
        group = f", group {one.group}" if one.group else ""
        known = f", catalog {one.catalog_id}" if one.catalog_id else ", not in the catalog"
        yield f"  {one.key}  {one.name} ({one.kind}{group}{known}): {', '.join(one.mentions)}"
    yield ""
    yield f"Initiatives: {len(extraction.reports)}"
    names = {one.key: one.name for one in extraction.organizations}
    for report in extraction.reports:
        yield from _report(report, names)
    yield ""
    yield f"Dropped candidates: {len(extraction.dropped)}"
    for lost in extraction.dropped:
        quote = article.body[lost.start : lost.end]
        yield f"  {lost.stage}: {lost.what}: {lost.why}" + (
            f"\n      “{quote}”" if quote and quote != lost.what else ""
        )


def _report(report: ReportFact, names: dict[str, str]) -> Iterator[str]:
    places = f"; {', '.join(report.locations)}" if report.locations else ""
    amount = f"; {report.amount_krw:,} won" if report.amount_krw else ""
    yield f"  {report.key}  {report.title} [{', '.join(report.sectors)}; {report.status}{places}{amount}]"
    for fact in report.participations:
        yield f"    {fact.role}: {names[fact.organization]}"
        yield from _evidence(fact.evidence)
    for stone in report.milestones:
        when = stone.date.value if stone.date else "no date"
        yield f"    {stone.kind}, {when}, {stone.modality}"
        yield from _evidence(stone.evidence)


def _evidence(evidence: Evidence) -> Iterator[str]:
    yield f"      {evidence.start}-{evidence.end} “{evidence.quote}”"
    yield f"      by {', '.join(evidence.rules)}; confidence {evidence.confidence:.2f}"
