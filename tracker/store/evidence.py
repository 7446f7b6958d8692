"""The evidence of facts, brought to what the reports state: rows that stay the same stay."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from tracker.models import Evidence, Milestone, Participation, Report
from tracker.models.identity import new_public_id
from tracker.pipeline.records import Evidence as EvidenceRecord
from tracker.store.bulk import insert_rows

Stated = Iterable[tuple[Participation | Milestone, Iterable[tuple[str, EvidenceRecord]]]]
_FIELDS = (
    "report_id", "participation_id", "milestone_id", "start", "end", "quote", "rules", "confidence", "extractor",
    "version", "lexicon_hash",
)  # fmt: skip


def write_evidence(reports: Iterable[Report], stated: Stated) -> None:
    """Makes the evidence of these reports that of the stated facts, which must be saved. Spans name their report by
    its id; the reports have their readings at hand."""
    by_id = {str(report.pk): report for report in reports}
    there: defaultdict[tuple[Any, ...], list[int]] = defaultdict(list)
    for row in Evidence.objects.filter(report__in=list(by_id)).order_by().values_list("pk", *_FIELDS):
        there[_key(row[1:])].append(row[0])
    fresh = []
    for fact, spans in stated:
        for report_id, span in spans:
            values = _values(by_id[report_id], fact, span)
            known = there.get(_key(values))
            if known:
                known.pop()
            else:
                fresh.append((new_public_id(), *values))
    gone = [pk for pks in there.values() for pk in pks]
    if gone:
        Evidence.objects.filter(pk__in=gone).delete()
    insert_rows(Evidence, ("public_id", *_FIELDS), fresh)


def _values(report: Report, fact: Participation | Milestone, span: EvidenceRecord) -> tuple[Any, ...]:
    reading = report.article.reading
    takes_part = isinstance(fact, Participation)
    of_fact = (fact.pk, None) if takes_part else (None, fact.pk)
    said = (span.start, span.end, span.quote, list(span.rules), span.confidence)
    return (report.pk, *of_fact, *said, reading.extractor, reading.version, reading.lexicon_hash)


def _key(values: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(tuple(value) if isinstance(value, list) else value for value in values)
