"""The final tables in one comparable value: everything that visitors see, without ids and without times of work."""

from typing import Any

from tracker.models import Evidence, Initiative, Milestone, Participation

Row = dict[str, Any]


def read_ledger() -> list[Row]:
    """Initiatives that stand, with participations, milestones and their evidence; sorted."""
    rows = Initiative.objects.visible().prefetch_related("sectors", "participations__organization", "milestones")
    return sorted((_initiative(row) for row in rows), key=lambda row: (row["title"], repr(row)))


def describe(ledger: list[Row]) -> str:
    """The ledger as lines, for a readable difference."""
    lines = []
    for row in ledger:
        lines.append(", ".join(f"{key}={value}" for key, value in row.items() if not isinstance(value, list)))
        for part in ("reports", "participations", "milestones"):
            lines += [f"  {part}: {item}" for item in row[part]]
    return "\n".join(lines)


def _initiative(row: Initiative) -> Row:
    return {
        "title": row.title,
        "status": row.status,
        "sectors": " ".join(sorted(sector.slug for sector in row.sectors.all())),
        "places": " ".join(sorted(map(str, row.locations))),
        "amount": row.amount_krw,
        "reported": f"{row.first_reported} {row.last_reported}",
        "review": row.review,
        "edited": " ".join(row.edited_fields),
        "reports": sorted(f"{r.article.title} {r.title}" for r in row.reports.select_related("article")),
        "participations": sorted(_participation(one) for one in row.participations.all()),
        "milestones": sorted(_milestone(one) for one in row.milestones.all()),
    }


def _participation(row: Participation) -> str:
    group = row.group.slug if row.group else "-"
    who = f"{row.organization.name} ({row.organization.kind}, {group}) {row.role} {row.review} {row.edited_fields}"
    return f"{who} | {_evidence(row.evidence)}"


def _milestone(row: Milestone) -> str:
    dates = f"{row.date_value or '-'} {row.date_from} {row.date_to} {row.granularity}"
    return f"{row.kind} {dates} {row.modality} {row.review} {row.edited_fields} | {_evidence(row.evidence)}"


def _evidence(rows: Any) -> str:
    spans: list[Evidence] = list(rows.select_related("report__article"))
    return "; ".join(
        sorted(f"{e.report.article.title}[{e.start}:{e.end}] {e.quote} {e.rules} {e.confidence:.4f}" for e in spans)
    )
