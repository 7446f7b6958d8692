"""What people have judged, as pairs of reports that are there now."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise, product

from tracker.models import JudgedReport, Judgement, Verdict
from tracker.pipeline.merge.cluster import Pair
from tracker.pipeline.merge.statements import Statement

KEPT_QUOTES = 12
_LEAST_SHARE = 0.3  # of its sentences: with fewer in common it is another report


@dataclass(slots=True)
class Verdicts:
    """Pairs of statement ids. doubted: neither same nor different, so that the machine asks no second time."""

    together: set[Pair] = field(default_factory=set)
    apart: set[Pair] = field(default_factory=set)
    doubted: set[Pair] = field(default_factory=set)


def quotes_of(statement: Statement) -> list[str]:
    """The sentences by which the report is found again in another reading of its article."""
    read = [act.evidence.quote for act in statement.fact.milestones]
    read += [participant.evidence.quote for participant in statement.participants]
    return list(dict.fromkeys(read))[:KEPT_QUOTES]


def judged_sides(article_ids: Collection[int], seen: Collection[int]) -> list[JudgedReport]:
    """Every side of the standing judgements that are about a report of these articles, but for those in `seen`."""
    found = set(Judgement.objects.standing().filter(sides__article__in=article_ids).values_list("id", flat=True))
    wanted = found - set(seen)
    return list(JudgedReport.objects.filter(judgement__in=wanted).select_related("judgement")) if wanted else []


def read_verdicts(sides: Iterable[JudgedReport], of_article: Mapping[int, Mapping[int, Statement]]) -> Verdicts:
    """The judgements as pairs. of_article: {article id: {report id: statement}}; a judged report that the present
    reading of its article does not hold is left out, and its judgement sleeps until it is read again."""
    judgements: dict[int, Judgement] = {}
    found: dict[int, tuple[list[str], list[str]]] = {}
    for side in sides:
        judgements[side.judgement_id] = side.judgement
        report = find_judged(side, of_article.get(side.article_id, {}))
        if report is not None:
            found.setdefault(side.judgement_id, ([], []))[side.second].append(str(report))
    verdicts = Verdicts()
    for pk, (first, second) in found.items():
        _add(verdicts, judgements[pk], first, second)
    return verdicts


def find_judged(side: JudgedReport, candidates: Mapping[int, Statement]) -> int | None:
    """The report among those of its article that says what the judged one said."""
    ranked = [
        (_share(side.quotes, quotes_of(statement)), statement.fact.key == side.key, -pk)
        for pk, statement in candidates.items()
    ]
    share, same_key, pk = max(ranked, default=(0.0, False, 0))
    bare = not side.quotes and same_key
    return -pk if share >= _LEAST_SHARE or bare else None


def _share(before: list[str], now: list[str]) -> float:
    """How many of the sentences are there, whole or as a part of one, or with one as their part."""
    if not before or not now:
        return 0.0
    kept = sum(any(quote in other or other in quote for other in now) for quote in before)
    return kept / len(before)


def _add(verdicts: Verdicts, judgement: Judgement, first: list[str], second: list[str]) -> None:
    across = {frozenset(pair) for pair in product(first, second) if pair[0] != pair[1]}
    if judgement.verdict == Verdict.SAME:
        verdicts.together |= _chain([*first, *second])
    elif judgement.verdict == Verdict.DIFFERENT:
        verdicts.apart |= across
        if judgement.split:
            verdicts.together |= _chain(first) | _chain(second)
    else:
        verdicts.doubted |= across


def _chain(ids: list[str]) -> set[Pair]:
    return {frozenset(pair) for pair in pairwise(ids) if pair[0] != pair[1]}
