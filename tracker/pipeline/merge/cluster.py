"""Many statements → which belong to one initiative. A pure function of the set, whatever the order of arrival."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from itertools import combinations

from tracker.pipeline.merge.combine import order_of
from tracker.pipeline.merge.features import read_features, share_enough
from tracker.pipeline.merge.match import Match, match_statements
from tracker.pipeline.merge.statements import Statement, state
from tracker.pipeline.records import Extraction, ParsedArticle

Pair = frozenset[str]


def block_keys(statement: Statement) -> frozenset[str]:
    """Keys of `statement`: two statements that match surely, or are worth a look, share enough of them
    (`share_enough`). Each names who, in which sector, and one thing more, so the number of statements
    under a key stays small however many there are in all."""
    return read_features(statement).keys


def cluster_statements(
    statements: Iterable[Statement],
    apart: Collection[Pair] = (),
    together: Collection[Pair] = (),
) -> list[tuple[str, ...]]:
    """The partition of `statements` into initiatives: ids, oldest first, in clusters by their oldest statement.

    apart, together: pairs of statement ids that people have judged; a pair of ids that are not given is ignored.
    People outrank the machine (together joins what one article or a contradiction would part), and apart outranks
    together. Sure matches join, the surest first, unless the clusters hold an apart pair, two reports of one article,
    or at least as many contradicting as sure pairs between them.
    """
    ordered = sorted({statement.id: statement for statement in statements}.values(), key=order_of)
    clusters = _Clusters(ordered, set(apart))
    for first, second in sorted(tuple(sorted(pair)) for pair in together if len(pair) == 2):
        clusters.join_judged(first, second)
    for _, first, second in _sure_pairs(ordered):
        clusters.join_matched(first, second)
    return clusters.partition()


def merge_extractions(pairs: Iterable[tuple[ParsedArticle, Extraction]]) -> dict[tuple[str, str], str]:
    """(article id, report key) → merged_id for reports of articles held in memory, in whatever order; organizations are
    identified by their catalog id or name. merged_id is the id of the oldest statement of the initiative."""
    statements = [
        s for article, extraction in pairs for s in state(extraction, article.published_at, headline=article.title)
    ]
    merged = {id: cluster[0] for cluster in cluster_statements(statements) for id in cluster}
    return {(statement.article, statement.fact.key): merged[statement.id] for statement in statements}


def _sure_pairs(ordered: list[Statement]) -> list[tuple[float, str, str]]:
    """(−score, id, id) of the sure matches, surest first."""
    blocks: defaultdict[str, list[int]] = defaultdict(list)
    for number, statement in enumerate(ordered):
        for key in block_keys(statement):
            blocks[key].append(number)
    shared: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for key, numbers in blocks.items():
        for pair in combinations(numbers, 2):
            shared[pair].append(key)
    sure = []
    for first, second in (pair for pair, keys in shared.items() if share_enough(keys)):
        match = match_statements(ordered[first], ordered[second])
        if match.sure:
            sure.append((-match.score, ordered[first].id, ordered[second].id))
    return sorted(sure)


class _Clusters:
    def __init__(self, ordered: list[Statement], apart: set[Pair]) -> None:
        self._ordered = ordered
        self._apart = apart
        self._by_id = {statement.id: statement for statement in ordered}
        self._judged: set[str] = set()
        self._matches: dict[tuple[str, str], Match] = {}
        self._members = {statement.id: [statement.id] for statement in ordered}  # shared by the cluster's members

    def join_judged(self, a: str, b: str) -> None:
        if a in self._members and b in self._members and not self._judged_apart(a, b):
            self._judged |= {a, b}
            self._join(a, b)

    def join_matched(self, a: str, b: str) -> None:
        if not self._judged_apart(a, b) and not self._share_article(a, b) and self._agree(a, b):
            self._join(a, b)

    def partition(self) -> list[tuple[str, ...]]:
        rank = {statement.id: number for number, statement in enumerate(self._ordered)}
        clusters = {id(members): members for members in self._members.values()}.values()
        return sorted((tuple(sorted(c, key=rank.__getitem__)) for c in clusters), key=lambda c: rank[c[0]])

    def _judged_apart(self, a: str, b: str) -> bool:
        return bool(self._apart) and any(
            frozenset((x, y)) in self._apart for x in self._members[a] for y in self._members[b]
        )

    def _share_article(self, a: str, b: str) -> bool:
        first = {self._by_id[x].article for x in self._members[a]}
        return any(self._by_id[y].article in first for y in self._members[b])

    def _agree(self, a: str, b: str) -> bool:
        sure = contradicted = 0
        for x in self._members[a]:
            for y in self._members[b]:
                match = self._match(x, y)
                sure += match.sure
                if match.contradicted and not self._overruled(x, but=a) and not self._overruled(y, but=b):
                    contradicted += 1
        return sure > contradicted

    def _overruled(self, id: str, but: str) -> bool:
        """Whether a person put `id` where the machine would not have: then what it contradicts says nothing."""
        if id == but or id not in self._judged:
            return False
        return any(self._match(id, other).contradicted for other in self._members[id] if other != id)

    def _match(self, a: str, b: str) -> Match:
        pair = (a, b) if a < b else (b, a)
        if pair not in self._matches:
            self._matches[pair] = match_statements(self._by_id[a], self._by_id[b])
        return self._matches[pair]

    def _join(self, a: str, b: str) -> None:
        first, second = self._members[a], self._members[b]
        if first is not second:
            first.extend(second)
            for member in second:
                self._members[member] = first
