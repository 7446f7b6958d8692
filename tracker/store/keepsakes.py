"""The public ids of an initiative's facts, remembered when an editor merges or splits, so that the undoing brings back
the same addresses, and with them what people have said of the facts."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Q

from tracker.models import Initiative, Milestone, Participation, Review

Keepsakes = Mapping[tuple[int, str], str]  # {(initiative id, kind of fact and machine key): public id}
_UNTOUCHED = Q(review=Review.MACHINE, edited_fields=[]) & ~Q(machine_key="")


def take_keepsakes(initiative_ids: Collection[int]) -> dict[str, Any]:
    """As JSON: {"facts": [[initiative id, "milestone|" or "participation|" and machine key, public id], …],
    "edited": [[kind of fact, initiative id, public id], …]}, the latter those that people have worked on."""
    facts, edited = [], []
    for word, model in (("milestone", Milestone), ("participation", Participation)):
        rows = model._default_manager.filter(initiative__in=initiative_ids).order_by("id")
        fields = ("initiative_id", "machine_key", "public_id")
        facts += [[pk, f"{word}|{key}", public] for pk, key, public in rows.filter(_UNTOUCHED).values_list(*fields)]
        edited += [[word, pk, public] for pk, _, public in rows.exclude(_UNTOUCHED).values_list(*fields)]
    return {"facts": facts, "edited": edited}


def read_keepsakes(before: Mapping[str, Any]) -> dict[tuple[int, str], str]:
    """What `take_keepsakes` noted of the machine's facts, without the ids that are in use again."""
    kept = {(pk, key): public for pk, key, public in before.get("facts", [])}
    taken: set[str] = set()
    for model in (Milestone, Participation):
        taken |= set(model._default_manager.filter(public_id__in=kept.values()).values_list("public_id", flat=True))
    return {place: public for place, public in kept.items() if public not in taken}


def bring_back_edited(before: Mapping[str, Any]) -> set[int]:
    """Rows that people have worked on return to the initiative where they were, where a machine's twin makes room.
    Returns the initiatives from which they came."""
    came_from = set()
    for word, initiative_id, public_id in before.get("edited", []):
        model = Milestone if word == "milestone" else Participation
        row: Any = model._default_manager.filter(public_id=public_id).exclude(initiative=initiative_id).first()
        if row is None or not Initiative.objects.filter(pk=initiative_id).exists():
            continue
        twins = model._default_manager.filter(initiative=initiative_id)
        twins = twins.filter(machine_key=row.machine_key).exclude(machine_key="")
        twins.filter(_UNTOUCHED).delete()
        if not twins.exists():
            came_from.add(row.initiative_id)
            row.initiative_id = initiative_id
            row.save()
    return came_from
