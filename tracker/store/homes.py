"""Clusters of reports → initiatives: each cluster gets one, with as few changes of address as can be."""

from collections.abc import Collection, Sequence

from tracker.models import Initiative, Report, Review
from tracker.pipeline.merge.cluster import cluster_statements
from tracker.store.bulk import update_rows
from tracker.store.neighbours import Neighbours

Cluster = tuple[int, ...]


def new_initiative(title: str, status: str) -> Initiative:
    """`start_initiatives` for one."""
    initiative = Initiative(title=title[:300], status=status)
    start_initiatives([initiative])
    return initiative


def start_initiatives(fresh: Sequence[Initiative]) -> None:
    """Stores rows to which reports can be given; their facts, and with them their first records, come from these."""
    Initiative.objects.bulk_create(fresh)


def assign_homes(around: Neighbours) -> dict[int, int]:
    """Moves reports so that each cluster has one initiative. {report id: initiative that it has left}"""
    statements, verdicts = around.statements, around.verdicts
    found = cluster_statements(statements.values(), verdicts.apart, verdicts.together)
    clusters = [tuple(int(pk) for pk in cluster) for cluster in found]
    left: dict[int, int] = {}
    for cluster, home in _choose(clusters, around.homes).items():
        to = home or _split_off(cluster[0])
        for pk in cluster:
            if around.homes[pk] != to:
                left[pk] = around.homes[pk]
                around.homes[pk] = to
                around.said.reports[pk].initiative_id = to
    update_rows(Report, ["initiative_id"], [around.said.reports[pk] for pk in left])
    return left


def _choose(clusters: list[Cluster], homes: dict[int, int]) -> dict[Cluster, int | None]:
    """{cluster: the initiative whose address it keeps, None for one of its own}

    Initiatives on which people have worked choose first, then the oldest. Each chooses the cluster of which it holds
    the largest share, so that a report that joined later does not take the address away from those it joined."""
    chosen: dict[Cluster, int | None] = dict.fromkeys(clusters)
    members: dict[int, list[Cluster]] = {}
    for cluster in clusters:
        for home in {homes[pk] for pk in cluster}:
            members.setdefault(home, []).append(cluster)
    ranks = _ranks(members) if any(len(one) > 1 for one in clusters) or len(members) < len(clusters) else {}
    for home in sorted(members, key=lambda pk: (-ranks.get(pk, 0), pk)):
        free = [cluster for cluster in members[home] if chosen[cluster] is None]
        if free:
            chosen[max(free, key=lambda cluster: _hold(cluster, home, homes))] = home
    return chosen


def _hold(cluster: Cluster, home: int, homes: dict[int, int]) -> tuple[float, int, int]:
    return sum(homes[pk] == home for pk in cluster) / len(cluster), len(cluster), -min(cluster)


def _ranks(initiative_ids: Collection[int]) -> dict[int, int]:
    """{initiative id: how much people have done on it}: those keep their address."""
    rows = Initiative.objects.filter(pk__in=initiative_ids).only("review", "edited_fields")
    return {row.pk: 2 * (row.review != Review.MACHINE) + bool(row.edited_fields) for row in rows}


def _split_off(report_id: int) -> int:
    report = Report.objects.select_related("initiative").get(pk=report_id)
    return new_initiative(report.title, report.initiative.status).pk
