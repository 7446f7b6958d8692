"""The reports that may have to change places: those that hang together by sure matches, by what people have judged,
or by sharing an initiative. Looked up by block keys, so the cost does not grow with the number of initiatives."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from tracker.models import BlockKey, JudgedReport, Report
from tracker.pipeline.merge.cluster import block_keys
from tracker.pipeline.merge.features import share_enough
from tracker.pipeline.merge.match import Match, match_statements
from tracker.pipeline.merge.statements import Statement
from tracker.store.statements import Merged, Said
from tracker.store.verdicts import Verdicts, judged_sides, read_verdicts

MAX_KEY = 120
Pair = tuple[int, int]


@dataclass(slots=True)
class Neighbours:
    """statements: the reports that hang together, by id; beside: others that resemble one of them without being sure;
    said: all of both; proposed: pairs of both that a person should look at."""

    statements: dict[int, Statement] = field(default_factory=dict)
    beside: dict[int, Statement] = field(default_factory=dict)
    said: Said = field(default_factory=Said)
    proposed: dict[Pair, Match] = field(default_factory=dict)
    verdicts: Verdicts = field(default_factory=Verdicts)

    @property
    def homes(self) -> dict[int, int]:
        """{report id: initiative id}"""
        return self.said.homes


def stored_keys(statement: Statement) -> set[str]:
    """The statement's block keys as the table holds them."""
    return {key[:MAX_KEY] for key in block_keys(statement)}


def find_neighbours(initiative_ids: Collection[int], merged: Merged, said: Said | None = None) -> Neighbours:
    """All that hangs together with the reports of these initiatives. said: reports that are at hand."""
    return _Search(merged, said or Said()).run(initiative_ids)


class _Search:
    def __init__(self, merged: Merged, said: Said) -> None:
        self._merged = merged
        self._found = Neighbours(said=said)
        self._sides: list[JudgedReport] = []

    def run(self, initiative_ids: Collection[int]) -> Neighbours:
        found = self._found
        frontier = self._load(initiative__in=initiative_ids)
        while frontier:
            found.statements |= frontier
            linked = self._matched(frontier) | self._judged(frontier)
            homes = {found.homes[pk] for pk in linked}
            frontier = self._load(initiative__in=homes) if homes else {}
            frontier = {pk: statement for pk, statement in frontier.items() if pk not in found.statements}
        found.verdicts = read_verdicts(self._sides, self._by_article())
        found.beside = {pk: one for pk, one in found.beside.items() if pk not in found.statements}
        return found

    def _load(self, **where: object) -> dict[int, Statement]:
        return self._found.said.add(Report.objects.filter(**where), self._merged)

    def _matched(self, frontier: dict[int, Statement]) -> set[int]:
        """Reports outside that a frontier's report matches surely; what is only likely is noted."""
        found = self._found
        pairs = _alike(frontier)
        unknown = {other for _, other in pairs} - found.statements.keys() - found.beside.keys()
        found.beside |= self._load(pk__in=unknown) if unknown else {}
        linked = set()
        for one, other in pairs:
            match = match_statements(frontier[one], found.statements.get(other) or found.beside[other])
            if match.sure and other not in found.statements:
                linked.add(other)
            if match.sure or match.proposed:  # a sure one too: clusters that disagree keep it apart
                found.proposed[min(one, other), max(one, other)] = match
        return linked

    def _judged(self, frontier: dict[int, Statement]) -> set[int]:
        """Reports outside that a person has put together with a frontier's report."""
        articles = {int(statement.article) for statement in frontier.values()}
        sides = judged_sides(articles, {side.judgement_id for side in self._sides})
        if sides:
            self._sides += sides
            self._found.beside |= self._load(article__in={side.article_id for side in sides})
        if not self._sides:
            return set()
        verdicts = read_verdicts(self._sides, self._by_article())
        linked = {int(id) for pair in verdicts.together for id in pair if not pair.isdisjoint(map(str, frontier))}
        return linked - self._found.statements.keys()

    def _by_article(self) -> dict[int, dict[int, Statement]]:
        by_article: defaultdict[int, dict[int, Statement]] = defaultdict(dict)
        for pk, statement in (self._found.beside | self._found.statements).items():
            by_article[int(statement.article)][pk] = statement
        return by_article


def _alike(frontier: dict[int, Statement]) -> set[Pair]:
    """(frontier's report, any report of another article) that share enough keys to be worth comparing."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for pk, statement in frontier.items():
        for key in stored_keys(statement):
            holders[key].append(pk)
    shared: defaultdict[Pair, list[str]] = defaultdict(list)
    for key, other in BlockKey.objects.filter(key__in=list(holders)).values_list("key", "report_id"):
        for one in holders[key]:
            if one != other:
                shared[one, other].append(key)
    return {pair for pair, keys in shared.items() if share_enough(keys)}
