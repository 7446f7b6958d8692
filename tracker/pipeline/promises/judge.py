"""What became of each promise of one initiative, told from its milestones and the articles that state them.

A promise is a planned milestone with a date. It is fulfilled by what happened later and is of a fitting kind,
superseded by a later target that was stated later, withdrawn by a cancellation; what none of these settles is open, and
due from the day after its last one. Due says that nothing was found, never that nothing happened.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from tracker.pipeline.promises.fits import DIRECT, IMPLIED, replaces_kind
from tracker.pipeline.promises.statements import Act, Verdict

# Outlets that write late still call planned what others have already reported.
LAG = timedelta(days=7)
# What comes true longer before the promised time than this was something else: a first stage, a neighbouring site.
EARLIEST = timedelta(days=366)
# A time this exact (a quarter at most) leaves no room for a first and a second stage.
SHORT = timedelta(days=92)
# A target that lies further behind than this is another, larger plan and not the old one put off.
FURTHEST_SLIP = timedelta(days=5 * 366)


def judge_promises(acts: Sequence[Act], *, cancelled: bool, today: date) -> dict[str, Verdict]:
    """{id of each promise among `acts`: its verdict}. acts: all milestones of one initiative that stand, in any order.
    cancelled: the initiative as a whole is called off."""
    promises = sorted((act for act in acts if is_promise(act)), key=_order)
    happened = sorted((act for act in acts if act.modality == "happened"), key=_order)
    return {
        promise.id: replace(
            _judge(promise, promises, happened, cancelled, today),
            recalled=bool(promise.articles) and last_live_statement(promise) is None,
        )
        for promise in promises
    }


def is_promise(act: Act) -> bool:
    return act.modality == "planned" and act.last is not None and act.kind != "cancellation"


def _judge(promise: Act, promises: list[Act], happened: list[Act], cancelled: bool, today: date) -> Verdict:
    later = _successor(promise, promises)
    done = _fulfilment(promise, happened)
    if done is not None and (later is None or not _put_off_before(later, done)):
        return Verdict("fulfilled", done.id, _lateness(promise, done))
    if later is not None:
        return Verdict("superseded", later.id)
    end = _cancellation(promise, happened)
    if end is not None or cancelled:
        return Verdict("withdrawn", end.id if end else "")
    assert promise.last  # it would be no promise
    return Verdict("due" if promise.last < today else "open")


# --- fulfilled ------------------------------------------------------------------------------------------------------


def _fulfilment(promise: Act, happened: list[Act]) -> Act | None:
    """The earliest act that fulfils it; one that only implies it where there is no other."""
    assert promise.first
    fitting = [act for act in happened if _fulfils(promise, act)]
    direct = [act for act in fitting if act.kind in DIRECT[promise.kind] | {promise.kind}]
    # A later step that came before the promised time belongs to something else.
    implied = [act for act in fitting if act.kind in IMPLIED[promise.kind] and _days_of(act)[1] >= promise.first]
    found = direct or implied
    return min(found, key=lambda act: (_days_of(act)[0], act.kind != promise.kind, act.id)) if found else None


def _fulfils(promise: Act, act: Act) -> bool:
    """Whether the act can be what was promised, kinds aside."""
    assert promise.first
    first, last = _days_of(act)
    if first < promise.first - EARLIEST and last < promise.first:
        return False
    said = last_live_statement(promise)
    if said is None:
        # Only told when its time was over, or by an editor: there is no statement that the act would have to follow.
        return True
    if _told_together(promise, act):
        return _came_as_told(promise, act)
    return last >= said - LAG and (act.stated or said) >= said - LAG


def _days_of(act: Act) -> tuple[date, date]:
    """The days on which it can have happened: of an undated act all that is known is that it was reported."""
    if act.first is not None and act.last is not None:
        return act.first, act.last
    stated = act.stated or date.min
    return stated, stated


def _told_together(promise: Act, act: Act) -> bool:
    """Whether an article that still looks forward to the promise states the act as well: then they are two things, as
    in "the first line went into operation, the second follows by 2020"."""
    return any(article in promise.articles for article in act.articles if _is_live(promise, article))


def _came_as_told(promise: Act, act: Act) -> bool:
    """Whether the very kind happened within the few weeks of the promise: then one article may tell the plan and what
    became of it, as in "set for the first quarter, ground was broken on 5 February"."""
    assert promise.first and promise.last  # noqa: PT018
    if act.kind != promise.kind or act.first is None or act.last is None:
        return False
    return promise.last - promise.first <= SHORT and promise.first <= act.first and act.last <= promise.last


def _lateness(promise: Act, act: Act) -> int | None:
    assert promise.last
    if act.kind in DIRECT[promise.kind] and act.first is not None and act.last is not None:
        return max((act.first - promise.last).days, 0)
    # Undated, or implied by a later step: it happened by then at the latest.
    return 0 if _days_of(act)[1] <= promise.last else None


# --- superseded -----------------------------------------------------------------------------------------------------


def _successor(promise: Act, promises: list[Act]) -> Act | None:
    """The target that took its place, the first that did so."""
    found = [other for other in promises if _supersedes(other, promise, promises)]
    return min(found, key=lambda other: (_said(other), other.last, other.id)) if found else None


def _supersedes(other: Act, promise: Act, promises: list[Act]) -> bool:
    if not _may_supersede(other, promise):
        return False
    # Of several targets that live side by side (a first and a second stage), a new one replaces only the nearest.
    beside = [one for one in promises if one is not promise and _may_supersede(other, one)]
    return not any(_live_together(one, promise) and _nearer(one, promise, other) for one in beside)


def _may_supersede(other: Act, promise: Act) -> bool:
    if other.id == promise.id or not replaces_kind(other.kind, promise.kind):
        return False
    if _is_put_off(promise, other) and _stated_as_put_off(promise, other):
        return True
    if _stated_as_changed(promise, other):
        return True
    said = last_live_statement(other)
    if said is None or said <= _said(promise) or _live_together(other, promise):
        return False
    return _is_put_off(promise, other) or _is_narrowed(promise, other)


def _is_put_off(promise: Act, other: Act) -> bool:
    """Whether `other` is later, and not just the same time told more loosely."""
    assert promise.first and promise.last and other.first and other.last  # noqa: PT018
    looser = other.first <= promise.first and promise.last <= other.last
    return promise.last < other.last <= promise.last + FURTHEST_SLIP and not looser


def _is_narrowed(promise: Act, other: Act) -> bool:
    """Whether `other` is the same time told more exactly. Of a period of years it would be a step on the way."""
    assert promise.first and promise.last and other.first and other.last  # noqa: PT018
    within = promise.first <= other.first and other.last <= promise.last
    whole = (promise.first, promise.last) == (other.first, other.last)
    return within and not whole and promise.kind == other.kind and promise.last - promise.first <= EARLIEST


def _stated_as_put_off(promise: Act, other: Act) -> bool:
    """Whether an article that knows the promise says that it becomes the other."""
    return any(article in promise.articles for article in other.put_off_in)


def _stated_as_changed(promise: Act, other: Act) -> bool:
    """Whether an article tells the one as the plan of the past and looks forward to the other, be it sooner or later,
    and nobody looks forward to the first one after that."""
    found = [other.articles[article] for article in promise.recalled_in if _is_live(other, article)]
    return bool(found) and other.last != promise.last and (last_live_statement(promise) or date.min) <= max(found)


def _nearer(one: Act, than: Act, other: Act) -> bool:
    """Whether `one` lies nearer to `other` than `than` does."""
    assert one.last
    assert than.last
    assert other.last
    return (abs((other.last - one.last).days), one.id) < (abs((other.last - than.last).days), than.id)


def _put_off_before(later: Act, done: Act) -> bool:
    """Whether the new target was stated before the act was done: then it is the new one that the act fulfils."""
    stated = later.stated
    return stated is not None and stated <= _days_of(done)[1]


# --- withdrawn ------------------------------------------------------------------------------------------------------


def _cancellation(promise: Act, happened: list[Act]) -> Act | None:
    """The calling-off that ended it, unless the promise was made again afterwards."""
    said = _said(promise)
    ends = [act for act in happened if act.kind == "cancellation" and max(_days_of(act)[1], act.stated or said) >= said]
    return min(ends, key=lambda act: (_days_of(act)[0], act.id)) if ends else None


# --- when it was said -----------------------------------------------------------------------------------------------


def last_live_statement(promise: Act) -> date | None:
    """The day of the latest article that looked forward to it; None if all that tell of it look back."""
    return max((day for article, day in promise.articles.items() if _is_live(promise, article)), default=None)


def _is_live(promise: Act, article: str) -> bool:
    day = promise.articles.get(article)
    return day is not None and promise.last is not None and day <= promise.last and article not in promise.recalled_in


def _live_together(a: Act, b: Act) -> bool:
    """Whether one article looks forward to both: two things then, not one put off."""
    said = a.put_off_in | b.put_off_in
    return any(_is_live(a, article) and _is_live(b, article) for article in a.articles if article not in said)


def _said(promise: Act) -> date:
    """When it was last said. One that is only remembered was said while it could still come true."""
    last_live = last_live_statement(promise)
    assert promise.last
    return last_live or (min(promise.stated - timedelta(days=1), promise.last) if promise.stated else date.min)


def _order(act: Act) -> tuple[date, date, str]:
    return (act.first or date.max, act.last or date.max, act.id)
