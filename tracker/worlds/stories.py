"""The initiatives of a made-up world, part by part: each part follows from seed and number alone."""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate

from tracker.worlds.articles import write_articles
from tracker.worlds.cast import towns
from tracker.worlds.dates import dated
from tracker.worlds.records import PART, Cast, MadeMilestone, MadeParty, Story, World

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
FIRST_DAY, LAST_DAY = date(2008, 1, 1), date(2026, 3, 31)
SECTORS = ("smart_factory", "smart_city", "smart_energy")
THINGS = {
    "smart_factory": ("스마트공장", "무인 물류센터", "제조 실행 시스템", "예지정비 체계", "디지털트윈 공장"),
    "smart_city": ("관제 플랫폼", "자율주행 셔틀", "스마트시티 시범단지", "디지털 행정 체계", "지능형 교통 체계"),
    "smart_energy": ("태양광 단지", "에너지 저장 설비", "가상발전소", "마이크로그리드", "전력 관리 시스템"),
}
# Ten initiatives have forty milestones and twenty articles: few have many.
MILESTONES_OF_TEN = (1, 2, 3, 3, 4, 4, 4, 5, 6, 8)
ARTICLES_OF_TEN = (2, 1, 1, 3, 1, 2, 5, 1, 2, 2)
LADDER = ("announcement", "talks", "agreement", "organization", "contract", "investment", "pilot", "construction")
PROMISED = ("completion", "launch", "construction", "target")
PRECISE = ("day", "day", "day", "day", "month", "month", "quarter")
COARSE = ("year", "year", "half", "quarter", "month", "range")


class Maker:
    """Makes the parts of one world, in any order."""

    def __init__(self, world: World, cast: Cast) -> None:
        self._world, self._cast, self._towns = world, cast, towns()
        self._groups = _falling(len(cast.groups), 1.0)
        self._partners = _falling(len(cast.partners), 0.8)

    def make_part(self, number: int) -> list[Story]:
        """The stories from number * PART on."""
        pick = random.Random(f"{self._world.seed}/{number}")
        first, last = number * PART, min((number + 1) * PART, self._world.initiatives)
        stories: list[Story] = []
        for index in range(first, last):
            stories.append(self._story(pick, index))
            write_articles(pick, stories[-1], stories[-2] if len(stories) > 1 else None, self._cast, _articles(index))
        return stories

    def _story(self, pick: random.Random, number: int) -> Story:
        sector = pick.choice(SECTORS)
        acts = _acts(pick, MILESTONES_OF_TEN[number * 7 % 10])
        group = _drawn(pick, self._groups)
        parties = self._parties(pick, group, acts[0].first)
        lead = self._cast.organizations[parties[0].organization]
        town, thing = pick.choice(self._towns), pick.choice(THINGS[sector])
        return Story(
            number=number,
            public_id=new_id(pick),
            title=f"{lead.name} {town} {thing}",
            status=_status(acts),
            sectors=(sector,) if pick.random() < 0.9 else tuple({sector: 1, pick.choice(SECTORS): 1}),
            town=town,
            thing=thing,
            amount=pick.randrange(10, 9_000) * 100_000_000 if pick.random() < 0.4 else None,
            review=_review(pick, rejected=0.005),
            parties=parties,
            milestones=acts,
        )

    def _parties(self, pick: random.Random, group: int, day: date) -> tuple[MadeParty, ...]:
        ours = self._cast.affiliates[group]
        chosen = {ours[min(int(pick.expovariate(6 / len(ours))), len(ours) - 1)]: "lead"}
        wanted = pick.choice((2, 2, 2, 3, 3, 4))
        while len(chosen) < wanted:
            chosen.setdefault(self._other(pick, ours), pick.choice(("partner", "partner", "customer", "supplier")))
        return tuple(
            MadeParty(
                new_id(pick), one, role, self._cast.organizations[one].group_on(day),
                "machine" if role == "lead" else _review(pick, rejected=0.01),
            )
            for one, role in chosen.items()
        )  # fmt: skip

    def _other(self, pick: random.Random, ours: Sequence[int]) -> int:
        """Somebody to take part: a sister company, one of another group, or mostly a partner."""
        kind = pick.random()
        if kind < 0.1:
            return pick.choice(ours)
        if kind < 0.2:
            return pick.choice(self._cast.affiliates[_drawn(pick, self._groups)])
        return self._cast.partners[_drawn(pick, self._partners)]


def new_id(pick: random.Random) -> str:
    return "".join(pick.choices(ALPHABET, k=12))


def _articles(number: int) -> int:
    return ARTICLES_OF_TEN[number % 10]


def _falling(many: int, power: float) -> list[float]:
    """Sums of weights that fall as those of the words of a language do: the first is by far the most frequent."""
    return list(accumulate(1 / (rank + 1) ** power for rank in range(many)))


def _drawn(pick: random.Random, sums: Sequence[float]) -> int:
    return bisect(sums, pick.random() * sums[-1])


def _review(pick: random.Random, rejected: float) -> str:
    drawn = pick.random()
    return "rejected" if drawn < rejected else "accepted" if drawn < 0.1 else "machine"


def _acts(pick: random.Random, many: int) -> tuple[MadeMilestone, ...]:
    """Milestones in the order in which they are told: steps of the ladder, what was promised, what came of it."""
    day = FIRST_DAY + (LAST_DAY - FIRST_DAY) * pick.random() ** 0.6
    found: list[MadeMilestone] = []
    keys: set[tuple[str, str, str]] = set()
    rung, promised = pick.randrange(3), 0
    while len(found) < many:
        kind, modality = _next(pick, rung, promised, len(found), many)
        when = day + timedelta(days=pick.randrange(120, 1_500)) if modality != "happened" else day
        act = _act(pick, kind, modality, when)
        if (kind, act.value, modality) not in keys:
            keys.add((kind, act.value, modality))
            found.append(act)
        rung += 1 + pick.randrange(2)
        promised += modality == "planned"
        day = min(day + timedelta(days=pick.randrange(10, 300)), LAST_DAY + timedelta(days=pick.randrange(60)))
    return tuple(found)


def _next(pick: random.Random, rung: int, promised: int, told: int, many: int) -> tuple[str, str]:
    """Kind and modality of what is told next."""
    if told and promised < 3 and pick.random() < (0.45 if not promised else 0.25):
        return pick.choice(PROMISED), "planned"
    if told and pick.random() < 0.06:
        return "launch", "possible"
    if promised and told == many - 1 and pick.random() < 0.6:
        return pick.choice(("completion", "completion", "launch", "cancellation")), "happened"
    return LADDER[rung % len(LADDER)], "happened"


def _act(pick: random.Random, kind: str, modality: str, day: date) -> MadeMilestone:
    granularity = pick.choice(PRECISE if modality == "happened" else COARSE)
    value, first, last = dated(day, granularity)
    return MadeMilestone(
        new_id(pick), kind, value, first, last, granularity, modality, _review(pick, rejected=0.01)
    )  # fmt: skip


def _status(acts: Sequence[MadeMilestone]) -> str:
    """As far as the acts have come."""
    kinds = {act.kind for act in acts if act.modality == "happened"}
    if "cancellation" in kinds:
        return "cancelled"
    if kinds & {"completion", "launch"}:
        return "completed"
    if kinds & {"contract", "investment", "pilot", "construction"}:
        return "in_progress"
    return "agreed" if "agreement" in kinds else "exploring"
