from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracker.models.choices import Granularity, MilestoneKind
from tracker.models.group import Group
from tracker.models.initiative import Initiative
from tracker.models.milestone import Milestone
from tracker.models.organization import Organization


class PromiseState(models.TextChoices):
    """DUE is never stored: a promise is due from the day after its last one, whether or not a clock runs."""

    DUE = "due", _("기한 지남")
    OPEN = "open", _("기한 전")
    FULFILLED = "fulfilled", _("이루어짐")
    SUPERSEDED = "superseded", _("기한 바뀜")
    WITHDRAWN = "withdrawn", _("거두어짐")


STORED_STATES = [state for state in PromiseState.values if state != PromiseState.DUE]


class PromiseQuerySet(models.QuerySet["Promise"]):
    def in_states(self, states: list[str] | tuple[str, ...], today: date) -> PromiseQuerySet:
        """Those that are in one of the states (words of PromiseState) on that day."""
        unsettled = Q(state=PromiseState.OPEN)
        wanted = Q(state__in=[state for state in states if state not in (PromiseState.DUE, PromiseState.OPEN)])
        if PromiseState.DUE in states:
            wanted |= unsettled & Q(due_on__lt=today)
        if PromiseState.OPEN in states:
            wanted |= unsettled & Q(due_on__gte=today)
        return self.filter(wanted)

    def due(self, today: date) -> PromiseQuerySet:
        """Past their date, with no evidence that they came true."""
        return self.in_states((PromiseState.DUE,), today)

    def due_between(self, first: date, last: date) -> PromiseQuerySet:
        """Not settled yet and due within these days, both inclusive."""
        return self.filter(state=PromiseState.OPEN, due_on__gte=first, due_on__lte=last)

    def of_group(self, group: Group) -> PromiseQuerySet:
        return self.filter(initiative__in=Initiative.objects.of_group(group))

    def of_organization(self, organization: Organization) -> PromiseQuerySet:
        return self.filter(initiative__in=Initiative.objects.of_organization(organization))

    def in_sector(self, *slugs: str) -> PromiseQuerySet:
        return self.filter(initiative__in=Initiative.objects.filter(sectors__slug__in=slugs))


class Promise(models.Model):
    """A planned milestone with a date, and what became of it: recomputed by the store from the milestones of its
    initiative and from the articles that state them, never edited. It bears the public id of its milestone.

    due_on: the last day of the date as it was stated ("by 2020": 31 December 2020). late_days: how many days after
    due_on it was fulfilled at the least, 0 if not later, None where that cannot be said. recalled: every article that
    states it tells it as a plan of the past. looked_*: what was searched
    when evidence was last looked for: articles published after due_on, and the outlets that brought most of them.
    """

    public_id = models.CharField(max_length=12, unique=True, editable=False)
    milestone = models.OneToOneField(Milestone, models.CASCADE, related_name="promise", verbose_name=_("이정표"))
    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="promises", verbose_name=_("사업"))
    kind = models.CharField(_("종류"), max_length=12, choices=MilestoneKind)
    date_value = models.CharField(_("기한"), max_length=21)
    granularity = models.CharField(_("정밀도"), max_length=8, choices=Granularity)
    due_from = models.DateField(_("기한의 첫날"))
    due_on = models.DateField(_("기한의 끝날"))
    state = models.CharField(_("상태"), max_length=10, choices=PromiseState, default=PromiseState.OPEN)
    first_stated = models.DateField(_("처음 말한 날"), null=True)
    last_stated = models.DateField(_("마지막으로 말한 날"), null=True)
    fulfilled_by = models.ForeignKey(
        Milestone, models.SET_NULL, null=True, related_name="fulfils", verbose_name=_("이룬 이정표")
    )
    superseded_by = models.ForeignKey(
        "self", models.SET_NULL, null=True, related_name="supersedes", verbose_name=_("바뀐 기한")
    )
    withdrawn_by = models.ForeignKey(
        Milestone, models.SET_NULL, null=True, related_name="withdraws", verbose_name=_("거둔 이정표")
    )
    late_days = models.IntegerField(_("늦은 날수"), null=True)
    recalled = models.BooleanField(_("돌아보며 말함"), default=False)
    looked_at = models.DateTimeField(_("마지막으로 찾아본 때"), null=True)
    looked_articles = models.PositiveIntegerField(_("찾아본 기사 수"), default=0)
    looked_outlets = models.JSONField(_("찾아본 매체"), default=list)  # [[name, articles] …], most first
    looked_outlet_count = models.PositiveIntegerField(_("찾아본 매체 수"), default=0)

    objects = PromiseQuerySet.as_manager()

    class Meta:
        verbose_name = _("약속")
        verbose_name_plural = _("약속")
        ordering = ["-due_on", "-id"]
        indexes = [
            # ledger: the promises of one state by their date; what is due
            models.Index(fields=["state", "due_on", "id"], name="promise_by_state"),
            # ledger of a year, whatever the state
            models.Index(fields=["due_on", "id"], name="promise_by_date"),
            # page of an initiative
            models.Index(fields=["initiative", "due_on"], name="promise_of_initiative"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=STORED_STATES), name="promise_state_known"),
            models.CheckConstraint(condition=Q(due_on__gte=models.F("due_from")), name="promise_dates_in_order"),
            models.CheckConstraint(
                condition=~Q(state=PromiseState.FULFILLED) | Q(superseded_by__isnull=True),
                name="promise_settled_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.date_value}"

    def state_on(self, today: date) -> PromiseState:
        if self.state == PromiseState.OPEN and self.due_on < today:
            return PromiseState.DUE
        return PromiseState(self.state)
