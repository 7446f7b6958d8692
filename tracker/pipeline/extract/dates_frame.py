"""What a date is read against: the day of publication, the dates before it in the text, and the tense."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from tracker.pipeline.records import DateMention, PartialDate

from . import partial
from .dates_tense import Tense, Tenses


@dataclass(slots=True)
class Frame:
    """The reading so far. `last` is the mention before, `fact` the last one that dates something done,
    `news` the day that the article reports on ("14일 … 이날")."""

    text: str
    today: date
    tenses: Tenses
    last: DateMention | None = None
    fact: DateMention | None = None
    day: PartialDate | None = None
    news: PartialDate | None = None
    previous: PartialDate | None = None
    days: list[date] = field(default_factory=list)

    def remember(self, mention: DateMention, next_start: int, bare: bool, background: bool = False) -> None:
        """background: the date only describes something else ("2020년 진행한 입찰 때")."""
        self.last = mention
        tense = self.tenses.around(mention.start, mention.end, next_start)
        if mention.date.granularity == "range" and "-" not in mention.date.value:
            background = True
        if not mention.deadline and tense != "future" and mention.date.first <= self.today:
            self.fact = self.fact if background and self.fact is not None else mention
        if mention.date.granularity == "day" and not (mention.saying and self.day is not None):
            self.day = mention.date
            self.days.append(mention.date.first)
            if bare or mention.saying:
                self.news = mention.date

    def reference(self, position: int, tense: Tense) -> PartialDate | None:
        """The date that "그해", "같은 달", "the following year" speak of."""
        last = self.last
        if last is not None:
            near = not last.deadline and self.tenses.same_sentence(last.end, position)
            if self.fact is None or (near and (tense == "future" or last.date.first <= self.today)):
                return last.date
        return self.fact.date if self.fact is not None else self.previous

    def followed_year(self, start: int, month: int, tense: Tense, needs_month: bool = False) -> int | None:
        """The year that a bare month takes over from the date before it in the same paragraph, if the text flows so."""
        last = self.last
        if last is None or last.deadline or last.saying or "\n" in self.text[last.end : start]:
            return None
        near = self.tenses.same_sentence(last.end, start)
        if last.date.granularity in ("day", "month", "quarter", "half"):
            later = month >= last.date.first.month
            done = date(last.date.first.year, month, 1) <= self.today
            if near:
                return last.date.first.year if later and (tense != "past" or done) else None
            return last.date.first.year if later and tense != "future" and done else None
        if last.date.granularity == "year" and near and start - last.end < 40 and not needs_month:
            gap = self.text[last.end : start]
            if "는 " not in gap and "은 " not in gap and (tense != "past" or last.date.first <= self.today):
                return last.date.first.year
        return None

    def nearest(self, candidates: Iterable[PartialDate | None], tense: Tense) -> PartialDate | None:
        """The most plausible of the dates that an incomplete one may mean."""
        ranked = [(self._cost(one, tense), one) for one in candidates if one is not None]
        ranked = [pair for pair in ranked if pair[0] < 10_000]
        return min(ranked, key=lambda pair: pair[0])[1] if ranked else None

    def _cost(self, candidate: PartialDate, tense: Tense) -> float:
        """Distance in months, with a fine for another year and for the wrong side of today."""
        if candidate.granularity == "day" and abs((candidate.first - self.today).days) <= 31:
            distance = abs((candidate.first - self.today).days) / 30
            fine = 0.34
        else:
            distance, fine = float(abs(self._months_away(candidate))), 9.0
            if candidate.first.year != self.today.year:
                distance += 2
        if tense == "past" and candidate.first > self.today:
            return 10_000
        if tense == "future" and candidate.last < self.today:
            distance += fine
        if tense == "" and candidate.first > self.today:
            distance += min(fine, 2)
        return distance

    def _is_near(self, candidate: PartialDate) -> bool:
        """Without a word about the year, another year than this is meant only where it is close by."""
        reach = 2 if candidate.granularity == "day" else 5
        return candidate.first.year == self.today.year or abs(self._months_away(candidate)) <= reach

    def _months_away(self, candidate: PartialDate) -> int:
        if candidate.first <= self.today <= candidate.last:
            return 0
        edge = candidate.first if candidate.first > self.today else candidate.last
        return (edge.year - self.today.year) * 12 + edge.month - self.today.month

    def month_of(self, month: int, tense: Tense, side: str = "") -> PartialDate | None:
        return self._by_year(partial.of_month(self.today.year, month), tense, side)

    def day_of_month(self, month: int, day: int, tense: Tense, side: str = "") -> PartialDate | None:
        """A day and month without a year."""
        years = (self.today.year - 1, self.today.year, self.today.year + 1)
        return self._choose([partial.of_day(year, month, day) for year in years], tense, side)

    def part_of_year(self, part: PartialDate | None, tense: Tense, side: str = "") -> PartialDate | None:
        """A quarter or half without a year, given as that of this year."""
        return self._by_year(part, tense, side)

    def day_alone(self, day: int, tense: Tense, side: str = "") -> PartialDate | None:
        """A day without month or year: the nearest one that fits."""
        count = self.today.year * 12 + self.today.month - 1
        days = [partial.of_day(months // 12, months % 12 + 1, day) for months in (count - 1, count, count + 1)]
        return self._choose(days, tense, side)

    def _by_year(self, part: PartialDate | None, tense: Tense, side: str) -> PartialDate | None:
        if part is None:
            return None
        return self._choose([partial.in_year(part, self.today.year + step) for step in (-1, 0, 1)], tense, side)

    def _choose(self, candidates: list[PartialDate | None], tense: Tense, side: str) -> PartialDate | None:
        """side: "past" or "future" where the text says so ("지난", "오는")."""
        known = [one for one in candidates if one is not None]
        if side == "past":
            return max((one for one in known if one.first <= self.today), key=lambda one: one.first, default=None)
        if side == "future":
            return min((one for one in known if one.last >= self.today), key=lambda one: one.first, default=None)
        near = [one for one in known if self._is_near(one)]
        found = self.nearest(near, tense)
        if found is None and near and near[0].granularity == "day":
            return self.nearest(near, "")
        return found or self.nearest(known, tense) or self.nearest(near, "")
