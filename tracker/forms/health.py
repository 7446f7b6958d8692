"""How a source is doing, in a word or two; pages and the admin say the same."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.models import Source, SourceState

LATE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Health:
    """tone: "good", "warn", "bad" or ""."""

    tone: str
    words: str


def health_of(source: Source) -> Health:
    """How a source is doing, in a word or two."""
    if not source.is_polled:
        return Health("", _("사람이 넣음"))
    if source.state != SourceState.ACTIVE:
        return Health("bad" if source.state == SourceState.GONE else "", source.get_state_display())
    if source.failures:
        words = ngettext("잇따라 %d번 실패", "잇따라 %d번 실패", source.failures) % source.failures
        return Health("bad" if source.failures > 2 else "warn", words)
    if source.next_poll_at and source.next_poll_at < timezone.now() - LATE:
        return Health("warn", _("확인이 밀림"))
    return Health("good", _("정상")) if source.last_success_at else Health("", _("아직 확인 전"))
