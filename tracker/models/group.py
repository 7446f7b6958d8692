from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from tracker.models.choices import Language, Origin, Review
from tracker.models.identity import Edited, found_by


class GroupQuerySet(models.QuerySet["Group"]):
    def matching(self, text: str) -> GroupQuerySet:
        return self.filter(found_by(text))

    def with_promises(self) -> GroupQuerySet:
        """Those that take part in an initiative of which something was promised."""
        promised = models.Q(participations__initiative__promises__isnull=False)
        return self.filter(models.Exists(Group.objects.filter(promised, pk=models.OuterRef("pk"))))


class Group(Edited):
    """A conglomerate (기업집단). `slug` is its permanent public id."""

    slug = models.SlugField(_("주소 이름"), max_length=80, unique=True)
    name = models.CharField(_("이름"), max_length=100)
    english_name = models.CharField(_("영문 이름"), max_length=150, blank=True)
    origin = models.CharField(_("유래"), max_length=10, choices=Origin, default=Origin.EDITOR)
    search_text = models.TextField(editable=False, default="")

    history = HistoricalRecords()
    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("기업집단")
        verbose_name_plural = _("기업집단")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        return self.english_name if self.english_name and get_language() == "en" else self.name

    def get_absolute_url(self) -> str:
        return reverse("group", args=[self.slug])

    def name_at(self, day: date) -> str:
        """The group's name on that day; needs `names` (prefetch it for lists)."""
        for name in self.names.all():
            starts = name.since is None or name.since <= day
            if name.official and name.language == "ko" and starts and name.until is not None and day < name.until:
                return name.name
        return self.name


class GroupName(models.Model):
    """A name of a group with the days on which it held; not official: a spelling or abbreviation."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="names", verbose_name=_("기업집단"))
    name = models.CharField(_("이름"), max_length=100)
    language = models.CharField(_("언어"), max_length=2, choices=Language, default=Language.KOREAN)
    official = models.BooleanField(_("공식 이름"), default=True)
    since = models.DateField(_("부터"), null=True, blank=True)
    until = models.DateField(_("까지(미포함)"), null=True, blank=True)
    origin = models.CharField(_("유래"), max_length=10, choices=Origin, default=Origin.EDITOR)
    # what the catalog calls this row; an editor's change leaves it, so that the catalog knows the row again
    catalog_key = models.CharField(max_length=250, blank=True, default="", editable=False)
    review = models.CharField(pgettext_lazy("judgement", "검토"), max_length=10, choices=Review, default=Review.MACHINE)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("기업집단의 이름")
        verbose_name_plural = _("기업집단의 이름")
        ordering = ["since"]
        constraints = [
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gt=F("since")),
                name="group_name_until_after_since",
            ),
            models.UniqueConstraint(fields=["group", "name", "language", "since"], name="group_name_once"),
            models.UniqueConstraint(
                fields=["group", "name", "language"],
                condition=Q(since__isnull=True),
                name="group_name_once_undated",
            ),
        ]

    def __str__(self) -> str:
        return self.name
