"""The sectors of several initiatives, read and written together."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.apps import apps

from tracker.models import Initiative, Sector


class SectorBook:
    """The sectors that there are, and those that some initiatives have now."""

    def __init__(self, initiative_ids: Collection[int]) -> None:
        self._ids = dict(Sector.objects.order_by().values_list("slug", "id"))
        self._links: Any = Initiative.sectors.through._default_manager
        self._now: defaultdict[int, dict[int, Any]] = defaultdict(dict)
        for link in self._links.filter(initiative__in=list(initiative_ids)):
            self._now[link.initiative_id][link.sector_id] = link
        self._fresh: list[Any] = []
        self._gone: list[int] = []

    def lay(self, initiative: Initiative, slugs: Iterable[str]) -> list[str]:
        """Gives the initiative these sectors, unless an editor has set them; ["sectors"] if that changes any."""
        wanted = {self._ids[slug] for slug in slugs if slug in self._ids}
        now = self._now[initiative.pk]
        if "sectors" in initiative.edited_fields or wanted == now.keys():
            return []
        for sector_id in sorted(now.keys() - wanted):
            self._gone.append(now.pop(sector_id).pk)
        for sector_id in sorted(wanted - now.keys()):
            now[sector_id] = self._links.model(initiative_id=initiative.pk, sector_id=sector_id)
            self._fresh.append(now[sector_id])
        return ["sectors"]

    def write(self) -> None:
        """Stores what has been laid."""
        if self._gone:
            self._links.filter(pk__in=self._gone).delete()
        if self._fresh:
            self._links.bulk_create(self._fresh)
        self._gone, self._fresh = [], []

    def record(self, records: Iterable[Any]) -> None:
        """Adds the sectors to records of the history, as saving one initiative by itself would."""
        model = apps.get_model("tracker", "HistoricalInitiative_sectors")
        model._default_manager.bulk_create(
            model(id=link.pk, initiative_id=one.id, sector_id=sector_id, history=one)
            for one in records
            for sector_id, link in sorted(self._now[one.id].items())
        )
