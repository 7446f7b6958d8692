"""Which initiatives a person should compare: kept in step with what their reports say."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace

from django.db.models import Q

from tracker.models import MergeProposal
from tracker.pipeline.merge.match import PROPOSE_FROM, Match
from tracker.pipeline.merge.reasons import Reason
from tracker.store.neighbours import Neighbours, Pair

Proposed = dict[Pair, Match]


def write_proposals(around: Neighbours, initiative_ids: Collection[int]) -> None:
    """Makes the proposals that touch these initiatives those that their reports make now. One that stays the same
    keeps its row; one that a person has judged, or that nothing speaks for any longer, goes."""
    wanted = _wanted(around)
    homes = set(initiative_ids) | {around.homes[pk] for pk in around.statements}
    rows = MergeProposal.objects.filter(Q(first__in=homes) | Q(second__in=homes))
    gone = []
    for row in rows:
        match = wanted.pop((row.first_id, row.second_id), None)
        if match is None:
            gone.append(row.pk)
        elif (row.score, row.reasons) != (match.score, _reasons(match)):
            row.score, row.reasons = match.score, _reasons(match)
            row.save(update_fields=["score", "reasons"])
    if gone:
        MergeProposal.objects.filter(pk__in=gone).delete()
    if wanted:
        MergeProposal.objects.bulk_create(
            MergeProposal(first_id=first, second_id=second, score=match.score, reasons=_reasons(match))
            for (first, second), match in sorted(wanted.items(), key=lambda row: row[0])
        )


def _wanted(around: Neighbours) -> Proposed:
    """The most telling pair of reports for each two initiatives that nobody has judged."""
    judged = around.verdicts.apart | around.verdicts.doubted
    answered = {_homes(around, *(int(pk) for pk in pair)) for pair in judged if _both_known(around, pair)}
    articles = _articles(around)
    wanted: Proposed = {}
    for (one, other), match in sorted(around.proposed.items(), key=lambda row: (-row[1].score, row[0])):
        if one not in around.statements and other not in around.statements:
            continue
        place = _homes(around, one, other)
        if place[0] != place[1] and place not in answered:
            told_apart = not articles[place[0]].isdisjoint(articles[place[1]])
            wanted.setdefault(place, _doubted(match) if told_apart else match)
    return {place: match for place, match in wanted.items() if match.score >= PROPOSE_FROM}


def _articles(around: Neighbours) -> defaultdict[int, set[str]]:
    """{initiative id: its articles}, as far as they are known here."""
    articles: defaultdict[int, set[str]] = defaultdict(set)
    for pk, statement in (around.beside | around.statements).items():
        articles[around.homes[pk]].add(statement.article)
    return articles


def _doubted(match: Match) -> Match:
    """The match of two reports whose initiatives one article keeps apart."""
    apart = Reason("one article tells them apart", -1.5)
    return replace(match, score=round(match.score / 2, 4), weighed=(*match.weighed, apart))


def _homes(around: Neighbours, one: int, other: int) -> Pair:
    first, second = around.homes[one], around.homes[other]
    return min(first, second), max(first, second)


def _both_known(around: Neighbours, pair: Collection[str]) -> bool:
    return all(int(pk) in around.homes for pk in pair)


def _reasons(match: Match) -> list[list[object]]:
    return [[reason.words, reason.about, reason.weight] for reason in match.weighed]
