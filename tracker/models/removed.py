from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class RemovedArticle(models.Model):
    """What stays of an article that a person deleted, so that it does not come back with the next poll or file.

    No text: its address and the hashes of its bytes and of its words. Deleting the row lets the article in again.
    """

    title = models.CharField(_("제목"), max_length=300, blank=True)
    address = models.URLField(_("주소"), max_length=1000, null=True, blank=True, unique=True)
    address_key = models.CharField(max_length=64, null=True, unique=True)  # as in Article
    payload_hash = models.CharField(max_length=64, unique=True)
    content_hash = models.CharField(max_length=64, null=True, unique=True)
    removed_at = models.DateTimeField(_("지운 때"), auto_now_add=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("지운 사람")
    )

    class Meta:
        verbose_name = _("지운 기사")
        verbose_name_plural = _("지운 기사")
        ordering = ["-removed_at", "-id"]

    def __str__(self) -> str:
        return self.title or self.address or self.payload_hash[:12]
