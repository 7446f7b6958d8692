"""The sectors of several initiatives, read and written together."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from tracker.models import Initiative, Sector
from tracker.store.bulk import insert_rows


class SectorBook:
    """The sectors that there are, and those that some initiatives have now."""

    def __init__(self, initiative_ids: Collection[int]) -> None:
        self._ids = dict(Sector.objects.order_by().values_list("slug", "id"))
        self._through: Any = Initiative.sectors.through
        self._now: defaultdict[int, dict[int, int]] = defaultdict(dict)
        links = self._through._default_manager.filter(initiative__in=list(initiative_ids))
        for pk, initiative_id, sector_id in links.values_list("id", "initiative_id", "sector_id"):
            self._now[initiative_id][sector_id] = pk
        self._fresh: list[tuple[int, int]] = []
        self._gone: list[int] = []

    def lay(self, initiative: Initiative, slugs: Iterable[str]) -> list[str]:
        """Gives the initiative these sectors, unless an editor has set them; ["sectors"] if that changes any."""
        wanted = {self._ids[slug] for slug in slugs if slug in self._ids}
        now = self._now[initiative.pk]
        if "sectors" in initiative.edited_fields or wanted == now.keys():
            return []
        self._gone += [now[sector_id] for sector_id in now.keys() - wanted]
        self._fresh += [(initiative.pk, sector_id) for sector_id in sorted(wanted - now.keys())]
        return ["sectors"]

    def write(self) -> None:
        """Stores what has been laid; call it once."""
        if self._gone:
            self._through._default_manager.filter(pk__in=self._gone).delete()
        insert_rows(self._through, ("initiative_id", "sector_id"), self._fresh)
