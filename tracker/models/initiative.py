from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from tracker.models.choices import Review, Role, Status
from tracker.models.group import Group
from tracker.models.identity import Edited, found_by, new_public_id
from tracker.models.organization import Organization
from tracker.models.sector import Sector


class InitiativeQuerySet(models.QuerySet["Initiative"]):
    def visible(self) -> InitiativeQuerySet:
        """Those that stand: reported by some article or kept by an editor, neither rejected nor merged away."""
        return self.filter(merged_into__isnull=True, withdrawn=False).exclude(review=Review.REJECTED)

    def in_sector(self, *slugs: str) -> InitiativeQuerySet:
        links = Initiative.sectors.through.objects.filter(sector__slug__in=slugs)
        return self.filter(pk__in=links.values("initiative"))

    def of_group(self, group: Group) -> InitiativeQuerySet:
        """In which the group or one of its affiliates of that day takes part."""
        return self._in_which(Participation.objects.filter(group=group))

    def of_organization(self, organization: Organization) -> InitiativeQuerySet:
        return self._in_which(Participation.objects.filter(organization=organization))

    def _in_which(self, participations: models.QuerySet[Participation]) -> InitiativeQuerySet:
        """By a subquery: a join would bring rows twice, and to tell these apart whole rows have to be sorted."""
        return self.filter(pk__in=participations.exclude(review=Review.REJECTED).values("initiative"))

    def matching(self, text: str) -> InitiativeQuerySet:
        return self.filter(found_by(text))


class Initiative(Edited):
    """A project, programme or agreement in which a group or affiliate takes part.

    All its values are recomputed from its reports whenever these change, but for those that an editor has set.
    `withdrawn`: no report states it any longer; the row stays so that its address does.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    title = models.CharField(_("제목"), max_length=300)
    status = models.CharField(_("단계"), max_length=12, choices=Status)
    sectors = models.ManyToManyField(Sector, related_name="initiatives", verbose_name=_("분야"))
    locations = models.JSONField(_("장소"), default=list, blank=True)
    amount_krw = models.BigIntegerField(_("금액(원)"), null=True, blank=True)
    review = models.CharField(pgettext_lazy("judgement", "검토"), max_length=10, choices=Review, default=Review.MACHINE)
    withdrawn = models.BooleanField(_("근거 없음"), default=False, editable=False)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        editable=False,
        db_index=False,  # but for the few that have one: "none" is no way to find a row
    )
    # when the earliest and latest article that reports it were published
    first_reported = models.DateField(_("첫 보도"), null=True, editable=False)
    last_reported = models.DateField(_("최근 보도"), null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    search_text = models.TextField(editable=False, default="")

    history = HistoricalRecords(m2m_fields=[sectors])
    objects = InitiativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("사업")
        verbose_name_plural = _("사업")
        ordering = ["-last_reported", "-id"]
        indexes = [
            # initiative list and overview, newest first: with all that says whether one stands, so that however far
            # down the list, no row is read that is not shown
            models.Index(
                fields=["-last_reported", "-id", "review", "withdrawn", "merged_into"], name="initiative_standing"
            ),
            models.Index(fields=["merged_into"], condition=Q(merged_into__isnull=False), name="initiative_merged"),
            # overview: counts by status; list filtered by status
            models.Index(fields=["status", "-last_reported"], name="initiative_by_status"),
            # overview: what is new since the last visit
            models.Index(fields=["created_at"], name="initiative_begun"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="initiative_status_known"),
            models.CheckConstraint(
                condition=Q(amount_krw__isnull=True) | Q(amount_krw__gt=0),
                name="initiative_amount_positive",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="initiative_not_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("initiative", args=[self.public_id])


class Participation(Edited):
    """An organization in an initiative with its role. `group`: the group that it belonged to when the first article
    that states it was published. machine_key names the machine's fact behind the row (empty: an editor added it)."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    initiative = models.ForeignKey(
        Initiative,
        models.CASCADE,
        related_name="participations",
        verbose_name=_("사업"),
    )
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        related_name="participations",
        verbose_name=_("조직"),
    )
    role = models.CharField(_("역할"), max_length=10, choices=Role)
    group = models.ForeignKey(
        Group,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name=_("당시 기업집단"),
    )
    review = models.CharField(pgettext_lazy("judgement", "검토"), max_length=10, choices=Review, default=Review.MACHINE)
    machine_key = models.CharField(max_length=200, blank=True, default="", editable=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("참여")
        verbose_name_plural = _("참여")
        ordering = ["id"]
        indexes = [
            # group page: initiatives of a group; partnership view: who else takes part
            models.Index(fields=["group", "initiative"], name="participation_of_group"),
            # organization page
            models.Index(fields=["organization", "initiative"], name="participation_of_org"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "organization"], name="participation_once"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="participation_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.organization.name} · {self.get_role_display()}"
