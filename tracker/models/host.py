from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Host(models.Model):
    """A server that pages are fetched from, and what politeness asks: one request at a time, a pause between two.

    `free_at`: not before; `busy_until`: a request is in flight, at the latest until then; `turn`: counts requests and
    is the token by which one that took too long finds that the host is no longer its own. `slot_at`: the last time
    that was promised to somebody who waits. `robots`: null until the file has been asked for.
    """

    name = models.CharField(_("서버"), max_length=270, unique=True)
    free_at = models.DateTimeField()
    busy_until = models.DateTimeField(null=True)
    turn = models.PositiveBigIntegerField(default=0)
    slot_at = models.DateTimeField(null=True)
    refusals = models.PositiveIntegerField(_("잇따라 바쁘다고 한 횟수"), default=0)
    robots = models.TextField(null=True)
    robots_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("서버")
        verbose_name_plural = _("서버")

    def __str__(self) -> str:
        return self.name
