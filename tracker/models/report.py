from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracker.models.article import Article
from tracker.models.identity import new_public_id
from tracker.models.initiative import Initiative, Participation
from tracker.models.milestone import Milestone


class Report(models.Model):
    """What one article says about one initiative: the unit that is merged into, or split from, an initiative.

    key is its key in the article's reading (i1, i2 …), which holds the whole statement. reasons: why the merge put it
    where it is.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    article = models.ForeignKey(Article, models.CASCADE, related_name="reports", verbose_name=_("기사"))
    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="reports", verbose_name=_("사업"))
    key = models.CharField(max_length=10)
    title = models.CharField(_("제목"), max_length=300)
    # what this article says it costs; the initiative holds what the latest one says
    amount_krw = models.BigIntegerField(_("금액(원)"), null=True, blank=True)
    # organization key in the reading → id of the Organization row
    organizations = models.JSONField(default=dict, blank=True)
    reasons = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("보도")
        verbose_name_plural = _("보도")
        ordering = ["article__published_at", "article_id", "key"]
        constraints = [models.UniqueConstraint(fields=["article", "key"], name="report_once")]

    def __str__(self) -> str:
        return self.title


class BlockKey(models.Model):
    """A key under which a report is looked up by others that may be about the same initiative (`merge.block_keys`)."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="block_keys")
    key = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(fields=["key", "report"], name="block_key_lookup")]
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="block_key_once")]

    def __str__(self) -> str:
        return self.key


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def with_article(self) -> EvidenceQuerySet:
        return self.select_related("report__article__source")


class Evidence(models.Model):
    """The span of an article that states a participation or a milestone: body[start:end] == quote."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    report = models.ForeignKey(Report, models.CASCADE, related_name="evidence", verbose_name=_("보도"))
    participation = models.ForeignKey(Participation, models.CASCADE, null=True, related_name="evidence")
    milestone = models.ForeignKey(Milestone, models.CASCADE, null=True, related_name="evidence")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField(_("근거 문장"))
    rules = models.JSONField(_("규칙"), default=list)
    confidence = models.FloatField(_("확신도"))
    extractor = models.CharField(max_length=40)
    version = models.CharField(max_length=40)
    lexicon_hash = models.CharField(max_length=64)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("근거")
        verbose_name_plural = _("근거")
        ordering = ["report__article__published_at", "start"]
        constraints = [
            models.CheckConstraint(
                condition=Q(participation__isnull=False, milestone__isnull=True)
                | Q(participation__isnull=True, milestone__isnull=False),
                name="evidence_of_one_fact",
            ),
            models.CheckConstraint(condition=Q(end__gt=models.F("start")), name="evidence_span_not_empty"),
            models.CheckConstraint(
                condition=Q(confidence__gte=0) & Q(confidence__lte=1),
                name="evidence_confidence_share",
            ),
        ]

    def __str__(self) -> str:
        return self.quote[:80]


class CatalogState(models.Model):
    """One row: a counter that goes up whenever names, memberships or sector words change, so that workers know when
    to build their name index again, and the hash of the catalog files that were loaded last."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    version = models.PositiveIntegerField(default=0)
    files_hash = models.CharField(max_length=64, blank=True)
    ambiguous = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="catalog_state_single")]

    def __str__(self) -> str:
        return str(self.version)
