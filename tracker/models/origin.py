from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ArticleOrigin(models.Model):
    """What articles that bring the same text have in common: a press release or an agency's story, printed by one
    outlet or by fifty. It counts once as an account, however many articles it has."""

    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("독립 출처")
        verbose_name_plural = _("독립 출처")

    def __str__(self) -> str:
        return str(self.pk)


class ArticleSketch(models.Model):
    """The sketch of an article's text, packed: what tells whether another brings the same text."""

    article = models.OneToOneField("Article", models.CASCADE, primary_key=True, related_name="sketch")
    numbers = models.BinaryField()

    class Meta:
        verbose_name = _("글의 지문")
        verbose_name_plural = _("글의 지문")

    def __str__(self) -> str:
        return str(self.pk)


class SketchKey(models.Model):
    """One of the few smallest numbers of a sketch, by which articles that may bring the same text are looked up."""

    article = models.ForeignKey("Article", models.CASCADE, related_name="sketch_keys")
    key = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["key", "article"], name="sketch_key_lookup")]

    def __str__(self) -> str:
        return str(self.key)
