from __future__ import annotations

from django.db import models
from django.db.models import Q


class Tally(models.Model):
    """One row: how much a large ledger holds, as it was counted at `made_at`, which took so many seconds. A small one
    has none, and is counted whenever somebody asks (`store.tallies`)."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    content = models.JSONField()
    made_at = models.DateTimeField()
    seconds = models.FloatField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="tally_single")]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M}"
