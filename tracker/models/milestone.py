from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from tracker.models.choices import Granularity, MilestoneKind, Modality, Review
from tracker.models.group import Group
from tracker.models.identity import Edited, new_public_id
from tracker.models.initiative import Initiative


class MilestoneQuerySet(models.QuerySet["Milestone"]):
    def visible(self) -> MilestoneQuerySet:
        """Milestones that stand, of initiatives that stand."""
        return self.filter(initiative__withdrawn=False, initiative__merged_into__isnull=True).exclude(
            Q(review=Review.REJECTED) | Q(initiative__review=Review.REJECTED)
        )

    def of_group(self, group: Group) -> MilestoneQuerySet:
        return self.filter(initiative__in=Initiative.objects.of_group(group))


class Milestone(Edited):
    """Something datable that happens to an initiative.

    date_value keeps the precision of the text (YYYY-MM-DD, YYYY-MM, YYYY-Qn, YYYY-Hn, YYYY or A/B), date_from and
    date_to are the days that it spans, both inclusive. machine_key names the machine's fact behind the row, so that an
    edited or rejected one is found again; it is empty for one that an editor added.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="milestones", verbose_name=_("사업"))
    kind = models.CharField(_("종류"), max_length=12, choices=MilestoneKind)
    date_value = models.CharField(_("날짜"), max_length=21, blank=True)
    date_from = models.DateField(_("첫날"), null=True, blank=True)
    date_to = models.DateField(_("끝날"), null=True, blank=True)
    granularity = models.CharField(_("정밀도"), max_length=8, choices=Granularity, blank=True)
    modality = models.CharField(_("양태"), max_length=8, choices=Modality)
    review = models.CharField(pgettext_lazy("judgement", "검토"), max_length=10, choices=Review, default=Review.MACHINE)
    machine_key = models.CharField(max_length=60, blank=True, default="", editable=False)

    history = HistoricalRecords()
    objects = MilestoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("이정표")
        verbose_name_plural = _("이정표")
        ordering = ["date_from", "id"]
        indexes = [
            # timelines: the milestones of an initiative in order
            models.Index(fields=["initiative", "date_from"], name="milestone_of_initiative"),
            # overview: promises that are due soon
            models.Index(fields=["modality", "date_to"], name="milestone_due"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "machine_key"],
                condition=~Q(machine_key=""),
                name="milestone_once",
            ),
            models.CheckConstraint(condition=Q(kind__in=MilestoneKind.values), name="milestone_kind_known"),
            models.CheckConstraint(
                condition=Q(modality__in=Modality.values),
                name="milestone_modality_known",
            ),
            models.CheckConstraint(
                condition=Q(date_from__isnull=True, date_to__isnull=True) | Q(date_to__gte=F("date_from")),
                name="milestone_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.date_value}".strip()
