from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from tracker.models.identity import new_public_id


class SourceKind(models.TextChoices):
    SAMPLE = "sample", _("예시 기사")
    PASTE = "paste", _("붙여넣기")
    UPLOAD = "upload", _("파일 올리기")
    ADDRESS = "address", _("주소")


class Source(models.Model):
    """Where articles come from. The articles of a sample source are sample text, not news, and are labelled so."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(_("종류"), max_length=10, choices=SourceKind)
    name = models.CharField(_("이름"), max_length=150)
    address = models.URLField(_("주소"), max_length=500, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("출처")
        verbose_name_plural = _("출처")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["kind", "name"], name="source_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_sample(self) -> bool:
        return self.kind == SourceKind.SAMPLE
