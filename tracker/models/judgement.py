from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tracker.models.article import Article
from tracker.models.identity import new_public_id
from tracker.models.initiative import Initiative


class Verdict(models.TextChoices):
    SAME = "same", _("같은 사업")
    DIFFERENT = "different", _("다른 사업")
    UNSURE = "unsure", _("모르겠음")


class JudgementQuerySet(models.QuerySet["Judgement"]):
    def standing(self) -> JudgementQuerySet:
        """Those that nobody has withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def on_articles(self, article_ids: Collection[int]) -> JudgementQuerySet:
        return self.filter(sides__article__in=article_ids).distinct()


class Judgement(models.Model):
    """What a person said of two sets of reports: that they are about one initiative, or not. The machine writes none
    and changes none; a withdrawn one stays, with its times and names.

    split: an editor took the second set out of an initiative; then each set is also held together in itself. score,
    reasons: what the machine had said for and against. before: the public ids of the initiatives' facts as they
    stood, so that withdrawing brings back the very rows (`store.keepsakes`).
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    verdict = models.CharField(_("판단"), max_length=9, choices=Verdict)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("판단한 사람")
    )
    made_at = models.DateTimeField(_("판단한 때"), auto_now_add=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("거둔 사람")
    )
    withdrawn_at = models.DateTimeField(_("거둔 때"), null=True, blank=True)
    split = models.BooleanField(_("나눔"), default=False)
    score = models.FloatField(_("점수"), null=True, blank=True)
    reasons = models.JSONField(default=list, blank=True)
    before = models.JSONField(default=dict, blank=True, editable=False)

    objects = JudgementQuerySet.as_manager()

    class Meta:
        verbose_name = _("사업 판단")
        verbose_name_plural = _("사업 판단")
        ordering = ["-made_at", "-id"]
        constraints = [models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="judgement_verdict_known")]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()} · {self.public_id}"


class JudgedReport(models.Model):
    """One report that a judgement is about. It is found again in any later reading of its article by the sentences
    that it was read from, so that no re-reading makes a judgement void. initiative: where it was when it was judged."""

    judgement = models.ForeignKey(Judgement, models.CASCADE, related_name="sides")
    second = models.BooleanField(default=False)
    article = models.ForeignKey(Article, models.CASCADE, related_name="judged_reports")
    initiative = models.ForeignKey(Initiative, models.SET_NULL, null=True, related_name="+")
    key = models.CharField(max_length=10)
    title = models.CharField(max_length=300)
    quotes = models.JSONField(default=list)

    class Meta:
        ordering = ["second", "id"]
        constraints = [models.UniqueConstraint(fields=["judgement", "article", "key"], name="judged_report_once")]

    def __str__(self) -> str:
        return self.title


class MergeProposal(models.Model):
    """Two initiatives that may be one, for a person to judge. Written by the machine alone, whenever their reports
    change: a proposal that the reports no longer make is gone. reasons: [[words, about, weight], …], the strongest for
    it first, the strongest against it last."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    first = models.ForeignKey(Initiative, models.CASCADE, related_name="proposed_with")
    second = models.ForeignKey(Initiative, models.CASCADE, related_name="proposed_by")
    score = models.FloatField()
    reasons = models.JSONField(default=list)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("합치기 제안")
        verbose_name_plural = _("합치기 제안")
        ordering = ["-score", "id"]
        indexes = [models.Index(fields=["-score", "id"], name="merge_proposal_likeliest")]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="merge_proposal_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="merge_proposal_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first} / {self.second}"
