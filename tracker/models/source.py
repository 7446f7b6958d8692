from __future__ import annotations

from datetime import datetime

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from tracker.models.group import Group
from tracker.models.identity import new_public_id
from tracker.models.sector import Sector

LEAST_INTERVAL = 15  # minutes
USUAL_INTERVAL = 60


class SourceKind(models.TextChoices):
    FEED = "feed", _("RSS·Atom 피드")
    SITEMAP = "sitemap", _("뉴스 사이트맵")
    LIST = "list", _("기사 목록 쪽")
    ADDRESSES = "addresses", _("주소 목록")
    SAMPLE = "sample", _("예시 기사")
    PASTE = "paste", _("붙여넣기")
    UPLOAD = "upload", _("파일 올리기")
    ADDRESS = "address", _("주소")
    BIGKINDS = "bigkinds", _("빅카인즈 검색 결과")
    WARC = "warc", _("WARC 보관 파일")


POLLED = (SourceKind.FEED, SourceKind.SITEMAP, SourceKind.LIST, SourceKind.ADDRESSES)


class SourceState(models.TextChoices):
    ACTIVE = "active", _("켜짐")
    PAUSED = "paused", _("멈춤")
    GONE = "gone", _("사라짐")


class Reliability(models.TextChoices):
    """How far one may trust what the source says, in the letters that analysts use."""

    A = "A", _("A 늘 믿을 만함")
    B = "B", _("B 대체로 믿을 만함")
    C = "C", _("C 꽤 믿을 만함")
    D = "D", _("D 자주 틀림")
    E = "E", _("E 믿기 어려움")
    F = "F", _("F 아직 모름")


class SourceQuerySet(models.QuerySet["Source"]):
    def polled(self) -> SourceQuerySet:
        """Those that are asked for news again and again."""
        return self.filter(kind__in=POLLED)

    def due(self, now: datetime) -> SourceQuerySet:
        """Those to be asked now, and nobody is asking."""
        free = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
        return self.polled().filter(free, state=SourceState.ACTIVE, next_poll_at__lte=now)


class Source(models.Model):
    """Where articles come from. The articles of a sample source are sample text, not news, and are labelled so.

    What an editor sets stands first; the rest is what polling has found. `attempt` is the fencing token of a poll.
    `etag` and `last_modified` belong to the last document whose items were stored. `backlog` holds the sitemaps that an
    index named and that are still to be read, as [address, depth].
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(_("종류"), max_length=10, choices=SourceKind)
    name = models.CharField(_("이름"), max_length=150)
    address = models.URLField(_("주소"), max_length=500, blank=True)
    selector = models.CharField(_("기사 한 줄을 고르는 선택자"), max_length=300, blank=True)
    date_selector = models.CharField(_("그 안에서 날짜를 고르는 선택자"), max_length=300, blank=True)
    interval = models.PositiveIntegerField(
        _("간격(분)"), default=USUAL_INTERVAL, validators=[MinValueValidator(LEAST_INTERVAL)]
    )
    sectors = models.ManyToManyField(Sector, verbose_name=_("주로 다루는 분야"), blank=True, related_name="sources")
    groups = models.ManyToManyField(Group, verbose_name=_("주로 다루는 기업집단"), blank=True, related_name="sources")
    reliability = models.CharField(_("신뢰도"), max_length=1, choices=Reliability, default=Reliability.F)
    state = models.CharField(_("상태"), max_length=10, choices=SourceState, default=SourceState.ACTIVE)

    next_poll_at = models.DateTimeField(_("다음 확인"), null=True, blank=True, editable=False)
    last_poll_at = models.DateTimeField(_("마지막 확인"), null=True, editable=False)
    last_success_at = models.DateTimeField(_("마지막 성공"), null=True, editable=False)
    last_error = models.TextField(_("마지막 오류"), blank=True, editable=False)
    last_error_at = models.DateTimeField(_("마지막 오류가 난 때"), null=True, editable=False)
    last_found = models.PositiveIntegerField(_("마지막에 본 기사"), default=0, editable=False)
    last_new = models.PositiveIntegerField(_("그 가운데 새 기사"), default=0, editable=False)
    failures = models.PositiveIntegerField(_("잇따른 실패"), default=0, editable=False)
    parse_failures = models.PositiveIntegerField(_("읽지 못한 횟수"), default=0, editable=False)
    etag = models.CharField(max_length=500, blank=True, editable=False)
    last_modified = models.CharField(max_length=100, blank=True, editable=False)
    moved_to = models.URLField(_("옮겨 간 주소"), max_length=1000, blank=True, editable=False)
    moves = models.PositiveSmallIntegerField(default=0, editable=False)
    backlog = models.JSONField(default=list, blank=True, editable=False)
    attempt = models.PositiveIntegerField(default=0, editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)

    history = HistoricalRecords(
        excluded_fields=[
            "next_poll_at",
            "last_poll_at",
            "last_success_at",
            "last_error",
            "last_error_at",
            "last_found",
            "last_new",
            "failures",
            "parse_failures",
            "etag",
            "last_modified",
            "moved_to",
            "moves",
            "backlog",
            "attempt",
            "lease_until",
        ],
        m2m_fields=[sectors, groups],
    )

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("출처")
        verbose_name_plural = _("출처")
        ordering = ["name"]
        indexes = [models.Index(fields=["state", "next_poll_at"], name="source_due")]
        constraints = [
            models.UniqueConstraint(fields=["kind", "name"], name="source_once"),
            models.UniqueConstraint(fields=["address"], condition=~Q(address=""), name="source_address_once"),
            models.CheckConstraint(condition=Q(state__in=SourceState.values), name="source_state_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("source", args=[self.public_id])

    @property
    def is_sample(self) -> bool:
        return self.kind == SourceKind.SAMPLE

    @property
    def is_polled(self) -> bool:
        return self.kind in POLLED

    @property
    def is_active(self) -> bool:
        return self.state == SourceState.ACTIVE
