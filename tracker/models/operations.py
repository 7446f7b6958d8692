"""Rows by which the running of the program is seen: signs of life, and what a re-processing changed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tracker.models.article import Article, Stage, WorkState
from tracker.models.identity import new_public_id


class Part(models.TextChoices):
    WORKER = "worker", _("일꾼")
    SWEEP = "sweep", _("다시 알리기")


class Heartbeat(models.Model):
    """The latest sign of life of a part: of a worker that is listening to its queues, of the sweep that beat rings.

    In the database, since the broker may be emptied or away just when somebody looks.
    """

    name = models.CharField(_("이름"), max_length=150, unique=True)
    part = models.CharField(_("부분"), max_length=10, choices=Part)
    queues = models.JSONField(_("대기열"), default=list, blank=True)
    processes = models.PositiveIntegerField(_("프로세스"), default=0)
    started_at = models.DateTimeField(_("시작"))
    seen_at = models.DateTimeField(_("마지막 신호"))

    class Meta:
        verbose_name = _("신호")
        verbose_name_plural = _("신호")
        ordering = ["part", "name"]

    def __str__(self) -> str:
        return self.name


class Reprocessing(models.Model):
    """One order to read articles again. selection: what was asked for, as {"group": […], …}.

    `listed_at` is empty until every article that the selection means has its row of `Reread`.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    selection = models.JSONField(_("고른 것"), default=dict)
    stage = models.CharField(_("단계"), max_length=10, choices=Stage, default=Stage.EXTRACT)
    started_at = models.DateTimeField(_("시작"), auto_now_add=True)
    listed_at = models.DateTimeField(null=True, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("시킨 사람")
    )

    class Meta:
        verbose_name = _("다시 처리")
        verbose_name_plural = _("다시 처리")
        ordering = ["-started_at", "-id"]

    def __str__(self) -> str:
        return self.public_id

    def get_absolute_url(self) -> str:
        return reverse("reprocessing", args=[self.public_id])


class RereadState(models.TextChoices):
    WAITING = "waiting", _("대기")
    UNCHANGED = "unchanged", _("그대로")
    CHANGED = "changed", _("달라짐")


class RereadQuerySet(models.QuerySet["Reread"]):
    def waiting(self) -> RereadQuerySet:
        return self.filter(state=RereadState.WAITING)

    def changed(self) -> RereadQuerySet:
        return self.filter(state=RereadState.CHANGED)

    def failed(self) -> RereadQuerySet:
        """Those whose article could not be read again; its earlier facts stand."""
        return self.waiting().filter(article__state=WorkState.DEAD)


class Reread(models.Model):
    """One article of a re-processing. differences: rows of `pipeline.compare.Difference`, once it has been read."""

    reprocessing = models.ForeignKey(Reprocessing, models.CASCADE, related_name="rereads")
    article = models.ForeignKey(Article, models.CASCADE, related_name="rereads", verbose_name=_("기사"))
    state = models.CharField(_("상태"), max_length=10, choices=RereadState, default=RereadState.WAITING)
    differences = models.JSONField(default=list, blank=True)
    read_at = models.DateTimeField(null=True, editable=False)

    objects = RereadQuerySet.as_manager()

    class Meta:
        verbose_name = _("다시 읽은 기사")
        verbose_name_plural = _("다시 읽은 기사")
        ordering = ["-read_at", "-id"]
        indexes = [models.Index(fields=["reprocessing", "state", "-read_at"], name="reread_by_state")]
        constraints = [models.UniqueConstraint(fields=["reprocessing", "article"], name="reread_once")]

    def __str__(self) -> str:
        return str(self.article)
