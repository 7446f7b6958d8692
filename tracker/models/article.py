from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tracker.models.choices import Language
from tracker.models.identity import found_by, new_public_id
from tracker.models.origin import ArticleOrigin
from tracker.models.source import Source, SourceKind
from tracker.pipeline.records import EXCERPT


class Stage(models.TextChoices):
    FETCH = "fetch", _("가져오기")
    PARSE = "parse", _("본문 읽기")
    EXTRACT = "extract", _("사실 추출")
    MERGE = "merge", _("사업에 합치기")


class WorkState(models.TextChoices):
    WAITING = "waiting", _("대기")
    RUNNING = "running", _("처리 중")
    DONE = "done", _("완료")
    DEAD = "dead", _("실패")


class ArticleQuerySet(models.QuerySet["Article"]):
    def readable(self) -> ArticleQuerySet:
        """Those whose text has been read and that are not a copy of another row."""
        return self.filter(published_at__isnull=False, duplicate_of__isnull=True)

    def marking_excerpts(self) -> ArticleQuerySet:
        """Each with `is_excerpt`: whether the text is only the beginning of the article, as a search export had it."""
        kept = ArticlePayload.objects.filter(article=models.OuterRef("pk"), media_type=EXCERPT)
        return self.annotate(is_excerpt=models.Exists(kept))

    def unfinished(self) -> ArticleQuerySet:
        return self.filter(state__in=[WorkState.WAITING, WorkState.RUNNING])

    def dead(self) -> ArticleQuerySet:
        return self.filter(state=WorkState.DEAD)

    def samples(self) -> ArticleQuerySet:
        return self.filter(source__kind=SourceKind.SAMPLE)

    def claimable(self, now: datetime) -> ArticleQuerySet:
        """Rows that a worker may take: waiting ones whose time has come, running ones whose worker is lost."""
        waiting = Q(state=WorkState.WAITING, next_attempt_at__lte=now)
        lost = Q(state=WorkState.RUNNING, lease_until__lt=now)
        return self.filter(waiting | lost)

    def matching(self, text: str) -> ArticleQuerySet:
        return self.filter(found_by(text))


class Article(models.Model):
    """One text by one publisher at one address; from the moment of its acceptance also the row of work to do on it.

    `attempt` counts every claim and never goes back: it is the fencing token that a stage's final write must still
    match. `tries` counts the claims of the present stage since it was reached or retried.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    source = models.ForeignKey(Source, models.PROTECT, related_name="articles", verbose_name=_("출처"))
    address = models.URLField(_("주소"), max_length=1000, null=True, blank=True, unique=True)
    # what all spellings of the address share (pipeline.fetch.canonical), as SHA-256
    address_key = models.CharField(max_length=64, unique=True, null=True, editable=False)
    payload_hash = models.CharField(max_length=64, unique=True, editable=False)
    content_hash = models.CharField(max_length=64, unique=True, null=True, editable=False)
    duplicate_of = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="copies",
        verbose_name=_("같은 기사"),
        db_index=False,  # but for the few that have one: "none" is no way to find a row
    )
    origin = models.ForeignKey(
        ArticleOrigin,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="articles",
        verbose_name=_("독립 출처"),
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("추가한 사람"),
    )
    accepted_at = models.DateTimeField(_("받은 때"), auto_now_add=True)

    # what the parse stage read
    language = models.CharField(_("언어"), max_length=2, choices=Language, blank=True)
    publisher = models.CharField(_("매체"), max_length=150, blank=True)
    title = models.CharField(_("제목"), max_length=300, blank=True)
    byline = models.CharField(_("기자"), max_length=150, blank=True)
    published_at = models.DateTimeField(_("발행"), null=True, blank=True)
    body = models.TextField(_("본문"), blank=True)
    paragraphs = models.JSONField(default=list, blank=True, editable=False)
    search_text = models.TextField(editable=False, default="")

    # work
    stage = models.CharField(_("단계"), max_length=10, choices=Stage, default=Stage.PARSE)
    state = models.CharField(_("상태"), max_length=10, choices=WorkState, default=WorkState.WAITING)
    attempt = models.PositiveIntegerField(default=0, editable=False)
    tries = models.PositiveIntegerField(_("시도"), default=0, editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)
    next_attempt_at = models.DateTimeField(editable=False)
    rung_at = models.DateTimeField(null=True, editable=False)
    failure = models.TextField(_("실패 까닭"), blank=True, editable=False)
    finished_at = models.DateTimeField(_("끝난 때"), null=True, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("기사")
        verbose_name_plural = _("기사")
        ordering = ["-published_at", "-id"]
        indexes = [
            # sweep and status: what waits, what was left behind
            models.Index(fields=["state", "next_attempt_at"], name="article_work"),
            # status: how many rows of each stage are in which state, and which waits longest
            models.Index(fields=["state", "stage", "next_attempt_at"], name="article_queue"),
            # article list, newest first
            models.Index(fields=["-published_at", "-id"], name="article_newest"),
            # the same of those that are readable, read from the index alone however far down the list
            models.Index(
                fields=["-published_at", "-id"],
                condition=Q(published_at__isnull=False, duplicate_of__isnull=True),
                name="article_readable",
            ),
            # articles of one source, newest first; removal of the samples
            models.Index(fields=["source", "-published_at"], name="article_of_source"),
            # overview: what is new since the last visit; sources: what each brought last
            models.Index(fields=["accepted_at"], name="article_accepted"),
            models.Index(fields=["source", "-accepted_at"], name="article_of_source_new"),
            models.Index(fields=["duplicate_of"], condition=Q(duplicate_of__isnull=False), name="article_copies"),
            # who else brought the same text, first to last
            models.Index(fields=["origin", "published_at"], name="article_of_origin"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="article_stage_known"),
            models.CheckConstraint(condition=Q(state__in=WorkState.values), name="article_state_known"),
            models.CheckConstraint(
                condition=~Q(state=WorkState.RUNNING) | Q(lease_until__isnull=False),
                name="article_running_has_lease",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.address or self.public_id

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.public_id])

    @property
    def is_sample(self) -> bool:
        return self.source.is_sample


class ArticlePayload(models.Model):
    """What arrived, byte for byte, with what was known of it: parsed again whenever the parser gets better."""

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="payload")
    content = models.BinaryField()
    media_type = models.CharField(max_length=60)
    charset = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=200, blank=True)
    publisher = models.CharField(max_length=150, blank=True)
    title = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("원문")
        verbose_name_plural = _("원문")

    def __str__(self) -> str:
        return self.name or self.media_type


class Reading(models.Model):
    """What the extract stage read out of an article, as `serial.dump_extraction` writes it."""

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="reading")
    extraction = models.JSONField()
    extractor = models.CharField(max_length=40)
    version = models.CharField(max_length=40)
    lexicon_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("추출 결과")
        verbose_name_plural = _("추출 결과")

    def __str__(self) -> str:
        return f"{self.extractor} {self.version}"


class Outcome(models.TextChoices):
    RUNNING = "running", _("처리 중")
    DONE = "done", _("완료")
    FAILED = "failed", _("실패")
    LOST = "lost", _("끊김")


class ProcessingRun(models.Model):
    """One attempt at one stage of one article."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="runs", verbose_name=_("기사"))
    stage = models.CharField(_("단계"), max_length=10, choices=Stage)
    attempt = models.PositiveIntegerField(_("시도"))
    worker = models.CharField(_("일꾼"), max_length=100, blank=True)
    started_at = models.DateTimeField(_("시작"))
    finished_at = models.DateTimeField(_("끝"), null=True, blank=True)
    outcome = models.CharField(_("결과"), max_length=10, choices=Outcome, default=Outcome.RUNNING)
    failure = models.TextField(_("실패 까닭"), blank=True)
    version = models.CharField(_("추출기 판"), max_length=80, blank=True)
    lexicon_hash = models.CharField(_("낱말 판"), max_length=64, blank=True)
    counts = models.JSONField(_("수"), default=dict, blank=True)

    class Meta:
        verbose_name = _("처리 기록")
        verbose_name_plural = _("처리 기록")
        ordering = ["-started_at", "-id"]
        indexes = [models.Index(fields=["outcome", "-started_at"], name="run_by_outcome")]
        constraints = [models.UniqueConstraint(fields=["article", "attempt"], name="run_once_an_attempt")]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} #{self.attempt}"
