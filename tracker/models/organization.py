from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from tracker.models.choices import Language, OrganizationKind, Origin, Review
from tracker.models.group import Group
from tracker.models.identity import Edited, found_by


def holds_on(row: OrganizationName | Affiliation, day: date) -> bool:
    """Whether a dated row holds on that day (since inclusive, until exclusive)."""
    return (row.since is None or row.since <= day) and (row.until is None or day < row.until)


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def current(self) -> OrganizationQuerySet:
        """Without those merged into another and those rejected."""
        return self.filter(merged_into__isnull=True).exclude(review=Review.REJECTED)

    def of_group(self, group: Group, day: date | None = None) -> OrganizationQuerySet:
        """Affiliates of the group on that day, or at any time."""
        membership = Q(affiliations__group=group) & ~Q(affiliations__review=Review.REJECTED)
        if day is not None:
            membership &= Q(affiliations__since__isnull=True) | Q(affiliations__since__lte=day)
            membership &= Q(affiliations__until__isnull=True) | Q(affiliations__until__gt=day)
        return self.filter(membership).distinct()

    def matching(self, text: str) -> OrganizationQuerySet:
        return self.filter(found_by(text))


class Organization(Edited):
    """A company, government body, institution … `slug` is its permanent public id."""

    slug = models.SlugField(_("주소 이름"), max_length=80, unique=True)
    kind = models.CharField(_("종류"), max_length=20, choices=OrganizationKind)
    name = models.CharField(_("이름"), max_length=150)
    english_name = models.CharField(_("영문 이름"), max_length=200, blank=True)
    name_key = models.CharField(max_length=200, editable=False, default="")
    stands_for = models.OneToOneField(
        Group,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="organization",
        verbose_name=_("그룹 전체를 뜻함"),
    )
    origin = models.CharField(_("유래"), max_length=10, choices=Origin, default=Origin.EDITOR)
    review = models.CharField(pgettext_lazy("judgement", "검토"), max_length=10, choices=Review, default=Review.MACHINE)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        verbose_name=_("합쳐진 곳"),
    )
    search_text = models.TextField(editable=False, default="")

    history = HistoricalRecords()
    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("조직")
        verbose_name_plural = _("조직")
        ordering = ["name"]
        indexes = [
            # store: an organization that articles name, found again by its name and kind
            models.Index(fields=["name_key", "kind"], name="organization_by_key"),
            # admin: proposals of the machine that wait for review
            models.Index(fields=["origin", "review"], name="organization_by_review"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="organization_not_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        return self.english_name if self.english_name and get_language() == "en" else self.name

    def get_absolute_url(self) -> str:
        return reverse("organization", args=[self.slug])

    def name_at(self, day: date) -> str:
        """Its official name on that day in the active language; uses `names` (prefetch it for lists)."""
        return self.name_in("en" if get_language() == "en" else "ko", day)

    def name_in(self, language: str, day: date | None) -> str:
        """The same in a language; its name of today without a day."""
        for name in self.names.all() if day else ():
            stands = name.official and name.language == language and name.review != Review.REJECTED
            if stands and day and holds_on(name, day):
                return name.name
        return self.english_name if self.english_name and language == "en" else self.name

    def group_at(self, day: date) -> Group | None:
        """The group it belonged to on that day; uses `affiliations__group` (prefetch it for lists)."""
        for affiliation in self.affiliations.all():
            if affiliation.review != Review.REJECTED and holds_on(affiliation, day):
                return affiliation.group
        return None


class OrganizationName(models.Model):
    """One of the names of an organization. official: its printed name in that period; else an abbreviation, a
    spelling. A rejected one is not matched and does not come back with the next catalog."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="names", verbose_name=_("조직"))
    name = models.CharField(_("이름"), max_length=200)
    language = models.CharField(_("언어"), max_length=2, choices=Language, default=Language.KOREAN)
    official = models.BooleanField(_("공식 이름"), default=False)
    since = models.DateField(_("부터"), null=True, blank=True)
    until = models.DateField(_("까지(미포함)"), null=True, blank=True)
    origin = models.CharField(_("유래"), max_length=10, choices=Origin, default=Origin.EDITOR)
    # what the catalog calls this row; an editor's change leaves it, so that the catalog knows the row again
    catalog_key = models.CharField(max_length=250, blank=True, default="", editable=False)
    review = models.CharField(pgettext_lazy("judgement", "검토"), max_length=10, choices=Review, default=Review.MACHINE)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("조직의 이름")
        verbose_name_plural = _("조직의 이름")
        ordering = ["-official", "since", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gt=F("since")),
                name="organization_name_until_after_since",
            ),
            # Two constraints, since SQLite cannot treat two missing dates as equal.
            models.UniqueConstraint(
                fields=["organization", "name", "language", "since"],
                name="organization_name_once",
            ),
            models.UniqueConstraint(
                fields=["organization", "name", "language"],
                condition=Q(since__isnull=True),
                name="organization_name_once_undated",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Affiliation(models.Model):
    """Membership of an organization in a group, with its days."""

    organization = models.ForeignKey(
        Organization,
        models.CASCADE,
        related_name="affiliations",
        verbose_name=_("조직"),
    )
    group = models.ForeignKey(Group, models.CASCADE, related_name="affiliations", verbose_name=_("기업집단"))
    since = models.DateField(_("부터"), null=True, blank=True)
    until = models.DateField(_("까지(미포함)"), null=True, blank=True)
    origin = models.CharField(_("유래"), max_length=10, choices=Origin, default=Origin.EDITOR)
    # what the catalog calls this row; an editor's change leaves it, so that the catalog knows the row again
    catalog_key = models.CharField(max_length=250, blank=True, default="", editable=False)
    review = models.CharField(pgettext_lazy("judgement", "검토"), max_length=10, choices=Review, default=Review.MACHINE)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("계열 관계")
        verbose_name_plural = _("계열 관계")
        ordering = ["since"]
        constraints = [
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gt=F("since")),
                name="affiliation_until_after_since",
            ),
            models.UniqueConstraint(fields=["organization", "group", "since"], name="affiliation_once"),
            models.UniqueConstraint(
                fields=["organization", "group"],
                condition=Q(since__isnull=True),
                name="affiliation_once_undated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization.name} ⊂ {self.group.name}"
