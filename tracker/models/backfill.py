from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tracker.models.article import WorkState
from tracker.models.identity import new_public_id
from tracker.models.source import Source


class BackfillKind(models.TextChoices):
    JSONL = "jsonl", _("JSONL")
    BIGKINDS = "bigkinds", _("빅카인즈 엑셀")
    WARC = "warc", _("WARC")
    ADDRESSES = "addresses", _("주소 목록")


class Backfill(models.Model):
    """A file that holds many articles. `path` is where workers find it; they delete it in the end unless it is `kept`,
    since it lies where its owner put it."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    source = models.ForeignKey(Source, models.PROTECT, related_name="backfills", verbose_name=_("출처"))
    kind = models.CharField(_("종류"), max_length=10, choices=BackfillKind)
    name = models.CharField(_("파일"), max_length=200)
    path = models.CharField(max_length=1000)
    kept = models.BooleanField(default=False)
    size = models.PositiveBigIntegerField(_("크기"), default=0)
    added_at = models.DateTimeField(_("받은 때"), auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("추가한 사람")
    )

    class Meta:
        verbose_name = _("묶음 파일")
        verbose_name_plural = _("묶음 파일")
        ordering = ["-added_at", "-id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("backfill", args=[self.public_id])


class ChunkQuerySet(models.QuerySet["BackfillChunk"]):
    def claimable(self, now: datetime) -> ChunkQuerySet:
        """Rows that a worker may take: waiting ones whose time has come, running ones whose worker is lost."""
        waiting = Q(state=WorkState.WAITING, next_attempt_at__lte=now)
        lost = Q(state=WorkState.RUNNING, lease_until__lt=now)
        return self.filter(waiting | lost)

    def unfinished(self) -> ChunkQuerySet:
        return self.filter(state__in=[WorkState.WAITING, WorkState.RUNNING])


class BackfillChunk(models.Model):
    """The part [first, last) of a file in bytes (of a spreadsheet: all of it), as a row of work.

    Work is stored bit by bit: `position` (a byte, of a spreadsheet a row) and `skip` (records at that position that are
    done) say where the next worker goes on. `attempt` and `tries` as in an article.
    """

    backfill = models.ForeignKey(Backfill, models.CASCADE, related_name="chunks")
    number = models.PositiveIntegerField()
    first = models.PositiveBigIntegerField()
    last = models.PositiveBigIntegerField()
    position = models.PositiveBigIntegerField()
    skip = models.PositiveBigIntegerField(default=0)
    seen = models.PositiveIntegerField(default=0)
    accepted = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=WorkState, default=WorkState.WAITING)
    attempt = models.PositiveIntegerField(default=0)
    tries = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    next_attempt_at = models.DateTimeField()
    rung_at = models.DateTimeField(null=True)
    failure = models.TextField(blank=True)

    objects = ChunkQuerySet.as_manager()

    class Meta:
        verbose_name = _("묶음 파일의 부분")
        verbose_name_plural = _("묶음 파일의 부분")
        ordering = ["backfill", "number"]
        indexes = [models.Index(fields=["state", "next_attempt_at"], name="chunk_work")]
        constraints = [
            models.UniqueConstraint(fields=["backfill", "number"], name="chunk_once"),
            models.CheckConstraint(condition=Q(state__in=WorkState.values), name="chunk_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.backfill} {self.number}"
