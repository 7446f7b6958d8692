from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from tracker.models.choices import Language, Origin, Review, Strength
from tracker.models.identity import Edited


class Sector(Edited):
    """A field of the smart industry (분야). A row, so that an editor can add one with its word list."""

    slug = models.SlugField(_("주소 이름"), max_length=40, unique=True)
    name = models.CharField(_("이름"), max_length=60)
    english_name = models.CharField(_("영문 이름"), max_length=60)
    letter = models.CharField(_("글자"), max_length=2)
    letter_english = models.CharField(_("영문 글자"), max_length=2)
    position = models.PositiveSmallIntegerField(_("차례(색)"), default=0)
    origin = models.CharField(_("유래"), max_length=10, choices=Origin, default=Origin.EDITOR)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("분야")
        verbose_name_plural = _("분야")
        ordering = ["position", "slug"]

    def __str__(self) -> str:
        return self.display_name

    def get_absolute_url(self) -> str:
        return reverse("sector", args=[self.slug])

    @property
    def display_name(self) -> str:
        return self.english_name if get_language() == "en" else self.name

    @property
    def display_letter(self) -> str:
        return self.letter_english if get_language() == "en" else self.letter


class SectorWord(models.Model):
    """A word that shows that a text is about the sector: strong by itself, weak in company."""

    sector = models.ForeignKey(Sector, models.CASCADE, related_name="words", verbose_name=_("분야"))
    word = models.CharField(_("낱말"), max_length=80)
    language = models.CharField(_("언어"), max_length=2, choices=Language, default=Language.KOREAN)
    strength = models.CharField(_("세기"), max_length=6, choices=Strength, default=Strength.STRONG)
    origin = models.CharField(_("유래"), max_length=10, choices=Origin, default=Origin.EDITOR)
    # what the catalog calls this row; an editor's change leaves it, so that the catalog knows the row again
    catalog_key = models.CharField(max_length=250, blank=True, default="", editable=False)
    review = models.CharField(pgettext_lazy("judgement", "검토"), max_length=10, choices=Review, default=Review.MACHINE)

    class Meta:
        verbose_name = _("분야의 낱말")
        verbose_name_plural = _("분야의 낱말")
        ordering = ["language", "strength", "word"]
        constraints = [models.UniqueConstraint(fields=["sector", "word"], name="sector_word_once")]

    def __str__(self) -> str:
        return self.word
