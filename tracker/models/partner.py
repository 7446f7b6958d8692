from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracker.models.choices import OrganizationKind
from tracker.models.group import Group
from tracker.models.initiative import Initiative
from tracker.models.organization import Organization
from tracker.models.sector import Sector
from tracker.pipeline.partners.roll import FOREVER


class PartnerRow(models.Model):
    """Two organizations in one initiative, seen from the first: recomputed by the store, never edited.

    group, partner_group: those that they belonged to when it was reported (None: none; never the same). steps:
    [[year, rung, first day, last day] …], see `pipeline.partners.roll`. until: the first year at whose end the
    organization is not, or no longer, of the group while the partner is outside of it.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="partner_rows")
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="partner_rows", db_index=False)
    group = models.ForeignKey(Group, models.CASCADE, null=True, related_name="partner_rows", db_index=False)
    partner = models.ForeignKey(Organization, models.CASCADE, related_name="rows_as_partner")
    partner_group = models.ForeignKey(Group, models.CASCADE, null=True, related_name="rows_as_partner", db_index=False)
    sectors = models.JSONField(default=list)
    steps = models.JSONField(default=list)
    origins = models.PositiveIntegerField(default=0)
    reviewed = models.BooleanField(default=False)
    until = models.PositiveSmallIntegerField(default=FOREVER)

    class Meta:
        verbose_name = _("협력 줄")
        verbose_name_plural = _("협력 줄")
        indexes = [
            # network of an organization
            models.Index(fields=["organization", "partner"], name="partner_row_of_org"),
            # network of a group; the rolling up of one of its partners, or of a group of partners
            models.Index(fields=["group", "partner"], name="partner_row_of_group"),
            models.Index(fields=["partner_group", "group"], name="partner_row_between"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "organization", "partner"], name="partner_row_once")
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} – {self.partner_id}"


class PartnerTotal(models.Model):
    """All that a group shares with a partner, rolled up by the store, in one sector or (sector empty) in all.

    The partner is an organization outside every group (partner), a group (partner_group), or an organization within
    one (both). It holds at the ends of the years from `since` until before `until`; that of the year 0 sums up all
    time. group empty: what all groups share with the partner, by which partners are ranked; `groups` says how many.
    """

    group = models.ForeignKey(Group, models.CASCADE, null=True, related_name="partner_totals", db_index=False)
    partner = models.ForeignKey(Organization, models.CASCADE, null=True, related_name="totals_as_partner")
    partner_group = models.ForeignKey(Group, models.CASCADE, null=True, related_name="totals_as_partner")
    kind = models.CharField(max_length=20, choices=OrganizationKind)
    sector = models.ForeignKey(Sector, models.CASCADE, null=True, db_index=False, related_name="+")
    sectors = models.TextField(blank=True)  # ids, with commas between: read some hundred times a page
    since = models.PositiveSmallIntegerField()
    until = models.PositiveSmallIntegerField()
    rung = models.PositiveSmallIntegerField()
    initiatives = models.PositiveIntegerField()
    origins = models.PositiveIntegerField()
    reviewed = models.BooleanField()
    first = models.DateField()
    last = models.DateField()
    groups = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name = _("협력 합계")
        verbose_name_plural = _("협력 합계")
        indexes = [
            # market: the partners of most groups first, read from the index alone
            models.Index(
                fields=[
                    "sector", "since", "-groups", "-initiatives", "until", "kind", "rung", "partner", "partner_group",
                ],
                condition=Q(group__isnull=True),
                name="partner_total_rank",
            ),
            # network of a group
            models.Index(
                fields=["group", "sector", "since"], condition=Q(group__isnull=False), name="partner_total_of_owner"
            ),
            # market: the cells of some partners; the groups that have most of them, from the index alone
            models.Index(
                fields=["partner", "sector", "since", "group", "partner_group", "until"],
                name="partner_total_of_partner",
            ),
            models.Index(
                fields=["partner_group", "sector", "since", "group", "partner", "until"], name="partner_total_of_group"
            ),
        ]  # fmt: skip
        constraints = [
            models.CheckConstraint(
                condition=Q(partner__isnull=False) | Q(partner_group__isnull=False), name="partner_total_has_partner"
            ),
            models.CheckConstraint(condition=Q(until__gt=models.F("since")), name="partner_total_span_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} – {self.partner_id or self.partner_group_id} ({self.since}–{self.until})"


class PartnerCount(models.Model):
    """With how many more partners (or fewer) of a kind a group has reached a rung in a sector at the end of a year than
    a year before; in the year 0 the number over all time. kind "": partners of every kind."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="+", db_index=False)
    sector = models.ForeignKey(Sector, models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=20, blank=True)
    rung = models.PositiveSmallIntegerField()
    year = models.PositiveSmallIntegerField()
    number = models.IntegerField()

    class Meta:
        verbose_name = _("협력 수")
        verbose_name_plural = _("협력 수")
        constraints = [
            # also the index by which the market's table is read
            models.UniqueConstraint(fields=["kind", "year", "group", "sector", "rung"], name="partner_count_once")
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.sector_id} {self.rung} {self.year}: {self.number}"


class PartnerStale(models.Model):
    """An initiative whose partner rows wait to be computed anew: what changed them could not do it at once."""

    initiative = models.OneToOneField(Initiative, models.CASCADE, primary_key=True, related_name="+")

    class Meta:
        verbose_name = _("다시 셀 협력")
        verbose_name_plural = _("다시 셀 협력")

    def __str__(self) -> str:
        return str(self.pk)
