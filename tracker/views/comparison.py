"""Two initiatives side by side, with what both say marked as such."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.models import Evidence, Initiative, Judgement, Milestone, Participation, Report, Review
from tracker.views.rows import standing_participations

SHOWN_SENTENCES = 6


@dataclass(frozen=True, slots=True)
class Side:
    """One initiative as the comparison shows it. Each fact comes with whether the other states it too."""

    initiative: Initiative
    participations: list[tuple[Participation, bool]]
    places: list[tuple[str, bool]]
    milestones: list[tuple[Milestone, bool]]
    sentences: list[Evidence]
    reports: list[Report]
    same_amount: bool


def compare(first: Initiative, second: Initiative) -> list[Side]:
    """Both sides, with few queries each."""
    both = (first, second)
    parties = [list(standing_participations().filter(initiative=one)) for one in both]
    milestones = [list(_milestones(one)) for one in both]
    sides = []
    for number, one in enumerate(both):
        other = 1 - number
        theirs = {party.organization_id for party in parties[other]}
        acts = {(act.kind, act.date_value, act.modality) for act in milestones[other]}
        reports = list(_reports(one))
        sides.append(
            Side(
                initiative=one,
                participations=[(party, party.organization_id in theirs) for party in parties[number]],
                places=[(str(place), place in both[other].locations) for place in one.locations],
                milestones=[(act, (act.kind, act.date_value, act.modality) in acts) for act in milestones[number]],
                sentences=_sentences(one),
                reports=reports,
                same_amount=one.amount_krw is not None and one.amount_krw == both[other].amount_krw,
            )
        )
    return sides


def judgements_on(initiative: Initiative) -> list[Judgement]:
    """The standing judgements that are about a report of the initiative, newest first."""
    articles = list(initiative.reports.values_list("article_id", flat=True))
    found = Judgement.objects.standing().on_articles(articles).select_related("author").prefetch_related("sides")
    return list(found)


def _milestones(initiative: Initiative) -> list[Milestone]:
    standing = Milestone.objects.filter(initiative=initiative).exclude(review=Review.REJECTED)
    return list(standing.order_by("date_from", "id"))


def _sentences(initiative: Initiative) -> list[Evidence]:
    """The sentences that say most of it: each once, surest first."""
    rows = Evidence.objects.with_article().filter(milestone__initiative=initiative).order_by("-confidence", "id")
    unique: dict[str, Evidence] = {}
    for row in rows[: SHOWN_SENTENCES * 4]:
        unique.setdefault(row.quote, row)
    return list(unique.values())[:SHOWN_SENTENCES]


def _reports(initiative: Initiative) -> list[Report]:
    rows = initiative.reports.select_related("article__source").defer("article__body", "article__paragraphs")
    return list(rows.order_by("article__published_at", "id"))
