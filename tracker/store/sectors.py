"""The sectors of several initiatives, read and written together."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from tracker.models import Initiative, Sector


class SectorBook:
    """The sectors that there are, and those that some initiatives have now."""

    def __init__(self, initiative_ids: Collection[int]) -> None:
        self._ids = dict(Sector.objects.values_list("slug", "id"))
        self._now: defaultdict[int, set[int]] = defaultdict(set)
        through = Initiative.sectors.through._default_manager.filter(initiative__in=list(initiative_ids))
        for initiative_id, sector_id in through.values_list("initiative_id", "sector_id"):
            self._now[initiative_id].add(sector_id)

    def write(self, initiative: Initiative, slugs: Iterable[str]) -> list[str]:
        """Gives the initiative these sectors, unless an editor has set them; ["sectors"] if that changed any. The
        caller saves the row, and with it a record of the change."""
        wanted = {self._ids[slug] for slug in slugs if slug in self._ids}
        now = self._now[initiative.pk]
        if "sectors" in initiative.edited_fields or wanted == now:
            return []
        initiative.skip_history_when_saving = True  # type: ignore[attr-defined]
        if wanted - now:
            initiative.sectors.add(*wanted - now)
        if now - wanted:
            initiative.sectors.remove(*now - wanted)
        del initiative.skip_history_when_saving  # type: ignore[attr-defined]
        return ["sectors"]
