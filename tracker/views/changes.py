"""The change log of an initiative, as it is shown: each event with its words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from tracker.changes.log import Event, Log, titles_of
from tracker.forms.filters import shown
from tracker.models import Initiative, Judgement, Verdict
from tracker.templatetags.change_words import edit_words

LINES = 12


@dataclass(frozen=True, slots=True)
class Told:
    """An event with its lines of words; more: how many lines are left out."""

    event: Event
    who: str
    lines: tuple[str, ...]
    more: int = 0


def tell_events(log: Log, initiative: Initiative) -> list[Told]:
    return [_tell(event, initiative) for event in log.events]


def _tell(event: Event, initiative: Initiative) -> Told:
    lines: list[str] = []
    if event.kind == "edit":
        lines = [line for edit in event.what for line in edit_words(edit)]
    elif event.kind in ("judgement", "withdrawal"):
        lines = [_judgement_words(event.what, initiative, taken_back=event.kind == "withdrawal")]
    elif event.kind == "joined":
        lines = [_("‘%(title)s’이(가) 이 사업에 합쳐짐") % {"title": event.what.title}]
    return Told(event, _who(event), tuple(lines[:LINES]), len(lines[LINES:]))


def _who(event: Event) -> str:
    if event.user is not None:
        return event.user.get_username()
    return "" if event.kind in ("promise", "report") else _("자동 추출")


def _judgement_words(judgement: Judgement, initiative: Initiative, *, taken_back: bool) -> str:
    titles = ", ".join(f"‘{title}’" for title in titles_of(judgement, initiative))
    if judgement.split:
        words = _("보도를 다른 사업으로 나눔: %(titles)s")
    else:
        words = {
            Verdict.SAME: _("같은 사업이라고 판단하고 합침: %(titles)s"),
            Verdict.DIFFERENT: _("다른 사업이라고 판단함: %(titles)s"),
            Verdict.UNSURE: _("같은지 모르겠다고 함: %(titles)s"),
        }[Verdict(judgement.verdict)]
    told = words % {"titles": titles}
    return _("되돌림 · %(what)s") % {"what": told} if taken_back else told


def read_moment(value: str, notes: list[str]) -> datetime | None:
    """`before` of an address: a moment in ISO 8601; nonsense is a note."""
    if not value:
        return None
    try:
        moment = datetime.fromisoformat(value.strip().replace(" ", "+"))
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        notes.append(_("때 ‘%(value)s’을(를) 읽지 못해 가장 새 기록부터 보입니다.") % {"value": shown(value)})
        return None
