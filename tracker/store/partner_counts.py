"""How many partners a group has at which rung, by the changes that totals bring; called by `partner_totals` only."""

from collections import Counter
from collections.abc import Iterable

from tracker.models import PartnerCount, PartnerTotal
from tracker.pipeline.partners.roll import ALL_TIME, FOREVER

Key = tuple[int, int, str, int, int]  # group, sector, kind, rung, year


def change_counts(added: Iterable[PartnerTotal], removed: Iterable[PartnerTotal]) -> None:
    """Enters totals that are new and takes back those that are gone."""
    changes = _keys_of(added)
    changes.subtract(_keys_of(removed))
    _write({key: number for key, number in changes.items() if number})


def is_member(row: PartnerTotal) -> bool:
    """Whether it is of an organization within a group, which that group stands for."""
    return row.partner_id is not None and row.partner_group_id is not None


def _keys_of(rows: Iterable[PartnerTotal]) -> Counter[Key]:
    found: Counter[Key] = Counter()
    for row in rows:
        if row.group_id is None or row.sector_id is None or is_member(row):
            continue
        for kind in ("", row.kind):
            found[(row.group_id, row.sector_id, kind, row.rung, row.since)] += 1
            if row.since != ALL_TIME and row.until != FOREVER:
                found[(row.group_id, row.sector_id, kind, row.rung, row.until)] -= 1
    return found


def _write(changes: dict[Key, int]) -> None:
    if not changes:
        return
    rows = PartnerCount.objects.filter(group__in={key[0] for key in changes}, year__in={key[4] for key in changes})
    there = {(row.group_id, row.sector_id, row.kind, row.rung, row.year): row for row in rows}
    new, changed, gone = [], [], []
    for key, number in changes.items():
        row = there.get(key)
        if row is None:
            group, sector, kind, rung, year = key
            new.append(PartnerCount(group_id=group, sector_id=sector, kind=kind, rung=rung, year=year, number=number))
        elif row.number + number == 0:
            gone.append(row.pk)
        else:
            row.number += number
            changed.append(row)
    PartnerCount.objects.filter(pk__in=gone).delete()
    PartnerCount.objects.bulk_create(new, batch_size=500)
    PartnerCount.objects.bulk_update(changed, ["number"], batch_size=200)
