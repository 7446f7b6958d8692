"""What the rules of the extraction say, in words of the active language, so that "why" needs no look into the code."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from tracker.models import MilestoneKind

PAST = lazy("일어난 일로 말함")
PLANNED = lazy("계획으로 말함")
POSSIBLE = lazy("가능성으로 말함")
BOUND = lazy("날짜와 일이 이어짐")
DATED = lazy("날짜 표현")
RELATIVE = lazy("기사 날짜로 푼 날짜")

WORDS = {
    "org-catalog": lazy("목록에 있는 이름"),
    "org-hinted": lazy("여럿이 쓰는 이름이라 출처가 주로 다루는 기업집단으로 봄"),
    "role-lead": lazy("주도하는 쪽으로 말함"),
    "role-partner": lazy("함께하는 쪽으로 말함"),
    "role-customer": lazy("맡기는 쪽으로 말함"),
    "role-supplier": lazy("대는 쪽으로 말함"),
    "date-in-clause": lazy("같은 절에 있는 날짜"),
    "date-carried": lazy("앞 절에서 이어진 날짜"),
    "no-date": lazy("날짜를 말하지 않음"),
    "ko.date": DATED,
    "en.month": DATED,
    "en.year": DATED,
    "en.day": DATED,
    **dict.fromkeys(("past-ending", "mark-past", "en-past", "en-done", "done-adnominal"), PAST),
    **dict.fromkeys(("future-adnominal", "mark-planned", "mark-future", "en-will", "scheduled"), PLANNED),
    **dict.fromkeys(("decided-to-do", "decided-and-told", "noun-plan", "own-plan", "deadline"), PLANNED),
    **dict.fromkeys(("mark-possible", "can", "en-might"), POSSIBLE),
}
FAMILIES = (
    ("org-", lazy("이름의 꼴")),
    ("case-", lazy("문장에서의 자리")),
    ("subject-", lazy("앞 절에서 이어진 주어")),
    ("signed-", lazy("함께 서명한 쪽")),
    ("date-", BOUND),
    ("ko.", RELATIVE),
    ("en.", RELATIVE),
)


def rule_words(rules: Iterable[str]) -> list[str]:
    """The rules in words, each said once; a rule without words of its own is left to its name."""
    return list(dict.fromkeys(words for rule in rules if (words := _words(rule))))


def _words(rule: str) -> str:
    if rule in WORDS:
        return str(WORDS[rule])
    kind = rule.split("-")[1] if rule.startswith(("ko-", "en-")) else ""
    if kind in MilestoneKind.values:
        return _("‘%(kind)s’을(를) 뜻하는 말") % {"kind": MilestoneKind(kind).label}
    return next((str(words) for start, words in FAMILIES if rule.startswith(start)), "")
