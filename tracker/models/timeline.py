from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

from tracker.models.initiative import Initiative
from tracker.models.milestone import Milestone
from tracker.models.organization import Organization
from tracker.models.sector import Sector

NO_DAY = date(1, 1, 1)  # sorts milestones without a date behind all others, on every database


class Owner(models.IntegerChoices):
    """Whose timeline a place is in."""

    EVERYBODY = 0, "everybody"
    GROUP = 1, "group"
    ORGANIZATION = 2, "organization"


def _repeated(model: type[Any]) -> Any:
    """What the row or its facts hold, too: it goes with them, and nobody looks for places by it alone."""
    return models.ForeignKey(model, models.DO_NOTHING, null=True, db_constraint=False, db_index=False, related_name="+")


class TimelineRow(models.Model):
    """All that a timeline shows of one milestone that stands, so that a page needs no other table. Written by
    `store.timeline_rows` alone, from which everything here follows.

    parties: those who take part, leads first, as the day of the milestone knew them (`store.timeline_parts`), and
    sectors: ids; both as texts, which need not be read twice where they are the same. samples: only sample text states
    it. due_on: last day of a promise that nothing has settled. promised_by, replaced_by: public ids of the act that
    promised it and of the target that took its place. begun: when the first act of its initiative happened; age: months
    from then to here.
    """

    milestone = models.OneToOneField(Milestone, models.CASCADE, primary_key=True, related_name="timeline_row")
    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="timeline_rows")
    public_id = models.CharField(max_length=12)
    initiative_public_id = models.CharField(max_length=12)
    title = models.CharField(max_length=300)
    status = models.CharField(max_length=12)
    kind = models.CharField(max_length=12)
    modality = models.CharField(max_length=8)
    date_value = models.CharField(max_length=21, blank=True)
    date_from = models.DateField(null=True)
    date_to = models.DateField(null=True)
    confidence = models.FloatField(default=0.0)
    reviewed = models.BooleanField(default=False)
    reports = models.PositiveIntegerField(default=0)
    origins = models.PositiveIntegerField(default=0)
    samples = models.BooleanField(default=False)
    quote = models.TextField(blank=True)
    sectors = models.CharField(max_length=200, blank=True)
    parties = models.TextField()
    promise_state = models.CharField(max_length=10, blank=True)
    due_on = models.DateField(null=True)
    promised_by = models.CharField(max_length=12, blank=True)
    replaced_by = models.CharField(max_length=12, blank=True)
    begun = models.DateField(null=True)
    age = models.IntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.date_value}".strip()


class TimelinePlace(models.Model):
    """Where a row stands: in the timeline of an owner, in a sector (one place a sector, `main` for the first, so that
    the main ones are each milestone once).

    day: first day, or NO_DAY; until: last day; month: the first of the month in whose middle it lies, for counts.
    lane_*: in which lane it is drawn, by who of the owner's own takes part and by who of the others.
    """

    row = models.ForeignKey(TimelineRow, models.CASCADE, related_name="places", db_index=False)  # see constraints
    owner_kind = models.PositiveSmallIntegerField(choices=Owner)
    owner_id = models.BigIntegerField(default=0)
    sector = _repeated(Sector)
    main = models.BooleanField()
    day = models.DateField()
    until = models.DateField()
    month = models.DateField()
    initiative = _repeated(Initiative)
    lane_affiliate = _repeated(Organization)
    lane_partner = _repeated(Organization)

    class Meta:
        indexes = [
            # a timeline of one sector, newest first
            models.Index(fields=["owner_kind", "owner_id", "sector", "-day", "-row"], name="timeline_of_sector"),
            # a timeline of all sectors, newest first
            models.Index(
                fields=["owner_kind", "owner_id", "-day", "-row"], name="timeline_of_owner", condition=Q(main=True)
            ),
        ]
        constraints = [
            # also: whether a row stands in the timeline of somebody else
            models.UniqueConstraint(fields=["row", "owner_kind", "owner_id", "sector"], name="timeline_place_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_owner_kind_display()} {self.owner_id} {self.day}"
