"""English date expressions: from the shape to the date, in the light of what was said before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from re import Match

from tracker.pipeline.records import DateMention, PartialDate

from . import dates_english_grammar as grammar
from . import partial
from .dates_frame import Frame
from .dates_tense import Tense

STEPS = {"last": -1, "this": 0, "the current": 0, "next": 1}
PATTERNS = {
    "day": grammar.DAY_OF_MONTH,
    "day_first": grammar.DAY_BEFORE_MONTH,
    "numeric": grammar.NUMERIC,
    "month": grammar.MONTH,
    "quarter": grammar.QUARTER,
    "weekday": grammar.WEEKDAY,
    "relative": grammar.RELATIVE,
    "end": grammar.END,
    "year": grammar.YEAR,
    "offset": grammar.OFFSET,
    "coming": grammar.COMING,
    "lasting": grammar.LASTING,
    "today": grammar.TODAY,
}
_STEP_KINDS = ("month", "weekday", "quarter", "relative")
_NUMBER_KINDS = ("offset",)
# By the first word, as trying every pattern everywhere is what costs.
KINDS_OF: Mapping[str, tuple[str, ...]] = (
    dict.fromkeys(grammar.WEEKDAYS, ("day", "weekday"))
    | dict.fromkeys(grammar.NUMBERS, _NUMBER_KINDS)
    | dict.fromkeys(grammar.ORDINALS, ("quarter",))
    | dict.fromkeys(grammar.MONTHS, ("day", "month"))
    | dict.fromkeys(("this", "last", "next"), _STEP_KINDS)
    | dict.fromkeys(("q1", "q2", "q3", "q4", "h1", "h2"), ("quarter",))
    | dict.fromkeys(("today", "yesterday", "tomorrow"), ("today",))
    | dict.fromkeys(("in", "within"), ("coming",))
    | dict.fromkeys(("for", "over"), ("lasting",))
    | {"the": ("quarter", "coming", "relative", "end"), "that": ("relative",), "year": ("end",), "end": ("end",)}
)
_DIGITS = ("numeric", "day_first", "quarter", "offset", "year")


class EnglishReader:
    """Finds the dates of one text."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.text = frame.text

    def mentions(self) -> Iterator[DateMention]:
        text, position = self.text, 0
        datelines = [match.span() for match in grammar.DATELINE.finditer(text)]
        for word in grammar.WORD.finditer(text):
            start = word.start()
            if start < position or any(left <= start < right for left, right in datelines):
                continue
            kinds = _DIGITS if word.group()[0].isdigit() else KINDS_OF.get(word.group().lower(), ())
            for kind in kinds:
                match = PATTERNS[kind].match(text, start)
                found = self._read(kind, match) if match else None
                if match and found:
                    mention = self._mention(start, match.end(), *found)
                    position = match.end()
                    self.frame.remember(mention, position, kind in ("weekday", "today"))
                    yield mention
                    break

    def _mention(self, start: int, end: int, when: PartialDate, rule: str) -> DateMention:
        before = self.text[max(0, start - 60) : start]
        deadline = bool(grammar.DEADLINE.search(before)) or rule == "en.within"
        since = not deadline and bool(grammar.SINCE.search(before))
        return DateMention(start, end, when, rule, deadline, since, bool(grammar.SAYING.search(before)))

    def _read(self, kind: str, match: Match[str]) -> tuple[PartialDate, str] | None:
        before = self.text[max(0, match.start() - 40) : match.start()]
        if kind in ("relative", "offset", "year", "quarter", "month") and grammar.COMPARED.search(before):
            return None
        tense = self.frame.tenses.around(match.start(), match.end())
        when = self._date(kind, match, before, tense)
        return (when, "en.within" if kind == "coming" and match["within"] else f"en.{kind}") if when else None

    def _date(self, kind: str, match: Match[str], before: str, tense: Tense) -> PartialDate | None:
        if kind in ("day", "day_first"):
            return self._day(match, tense)
        if kind == "numeric":
            return partial.of_day(int(match["y"]), int(match["m"]), int(match["d"]))
        if kind == "month":
            return self._month(match, before, tense)
        if kind == "quarter":
            return self._quarter(match, before, tense)
        if kind == "weekday":
            return self._weekday(match, "past" if grammar.SAYING.search(before) else tense)
        if kind == "relative":
            return self._relative(match, tense)
        if kind == "end":
            return self._end(match)
        if kind == "year":
            return _plain_year(match, before, self.text)
        if kind == "offset":
            return self._offset(match, before)
        return self._coming(match, before, tense) if kind == "coming" else self._lasting_or_today(kind, match)

    def _year(self, match: Match[str], tense: Tense) -> int | None:
        """The year that an expression names itself."""
        if match["year"]:
            return int(match["year"])
        return self._stepped_year(match["step"].lower(), match.start(), tense) if match["step"] else None

    def _stepped_year(self, step: str, position: int, tense: Tense) -> int | None:
        if step in STEPS:
            return self.frame.today.year + STEPS[step]
        reference = self.frame.reference(position, tense)
        if reference is None:
            return None
        return reference.first.year + {"the following": 1, "the next": 1, "the previous": -1}.get(step, 0)

    def _day(self, match: Match[str], tense: Tense) -> PartialDate | None:
        month, day = grammar.MONTHS[match["month"].lower().rstrip(".")], int(match["day"])
        year = self._year(match, tense)
        if year is None:
            year = self.frame.followed_year(match.start(), month, tense)
        return partial.of_day(year, month, day) if year else self.frame.day_of_month(month, day, tense)

    def _month(self, match: Match[str], before: str, tense: Tense) -> PartialDate | None:
        month, which = grammar.MONTHS[match["month"].lower().rstrip(".")], match["which"]
        year = self._year(match, tense)
        if year is not None:
            return partial.of_month(year, month)
        if which:
            return self._stepped_month(month, which)
        if not grammar.BEFORE_MONTH.search(before):
            return None
        year = self.frame.followed_year(match.start(), month, tense)
        if year:
            return partial.of_month(year, month)
        side = "future" if grammar.IS_TO_COME.search(self.text[max(0, match.start() - 80) : match.start()]) else ""
        return self.frame.month_of(month, tense, side)

    def _stepped_month(self, month: int, which: str) -> PartialDate | None:
        today = self.frame.today
        if which == "last":
            return partial.of_month(today.year - (month >= today.month), month)
        if which == "next":
            return partial.of_month(today.year + (month <= today.month), month)
        return partial.of_month(today.year, month)

    def _quarter(self, match: Match[str], before: str, tense: Tense) -> PartialDate | None:
        if match["of"]:
            return None
        number = int(match["q"] or match["q2"] or match["h"] or match["h2"] or 0)
        half = bool(match["h"] or match["h2"])
        if match["ordinal"]:
            half = match["part"].lower() == "half"
            number = grammar.ORDINALS[match["ordinal"].lower()]
            number = min(number, 2) if half else number
        year = self._year(match, tense)
        if match["yy"]:
            year = 2000 + int(match["yy"])
        if match["owner"] or match["owned"]:
            year = int(match["owned"]) if match["owned"] else self.frame.today.year + STEPS[match["owner"].lower()]
        build = partial.of_half if half else partial.of_quarter
        if year is not None:
            return build(year, number)
        if match["ordinal"] and match["ordinal"].lower() == "last":
            return None
        return self.frame.part_of_year(build(self.frame.today.year, number), tense)

    def _weekday(self, match: Match[str], tense: Tense) -> PartialDate | None:
        today, which = self.frame.today, match["which"]
        ahead = (grammar.WEEKDAYS.index(match["weekday"].lower()) - today.weekday()) % 7
        back = (-ahead) % 7
        if which == "last":
            return partial.of_date(today - timedelta(days=back or 7))
        if which == "next":
            return partial.of_date(today + timedelta(days=ahead or 7))
        return partial.of_date(today + timedelta(days=ahead) if tense == "future" else today - timedelta(days=back))

    def _relative(self, match: Match[str], tense: Tense) -> PartialDate | None:
        step, unit, today = match["step"].lower(), match["unit"].lower(), self.frame.today
        if unit in grammar.SEASONS:
            return self._season(step, unit) if step in STEPS else None
        if unit == "year":
            year = self._stepped_year(step, match.start(), tense)
            return partial.of_year(year) if year else None
        if unit == "week":
            monday = today - timedelta(days=today.weekday()) + timedelta(days=7 * STEPS.get(step, 9))
            return (
                partial.of_range(partial.of_date(monday), partial.of_date(monday + timedelta(days=6)))
                if step in STEPS
                else None
            )
        return self._month_quarter_or_day(step, unit, match, tense)

    def _month_quarter_or_day(self, step: str, unit: str, match: Match[str], tense: Tense) -> PartialDate | None:
        today = partial.of_date(self.frame.today)
        move = {"the following": 1, "the next": 1, "the previous": -1}.get(step, 0)
        if unit == "day":
            return partial.moved_by_days(self.frame.day, move) if self.frame.day and step not in STEPS else None
        if unit == "month":
            origin = today if step in STEPS else self.frame.reference(match.start(), tense)
            return partial.moved_by_months(origin, STEPS.get(step, move)) if origin else None
        if step not in STEPS or today is None:
            return None
        month = partial.moved_by_months(today, 3 * STEPS[step])
        return partial.of_quarter(month.first.year, (month.first.month + 2) // 3) if month else None

    def _season(self, step: str, unit: str) -> PartialDate | None:
        today, begins = self.frame.today, grammar.SEASONS[unit]
        if step == "last":
            return partial.of_year(today.year - (today.month < begins + 3))
        return partial.of_year(today.year + (step == "next" and today.month >= min(begins, 4)))

    def _end(self, match: Match[str]) -> PartialDate | None:
        today = self.frame.today
        if match["unit"] == "month":
            return partial.of_month(today.year, today.month)
        said = match["unit"] or match["word"] or match["whole"] or match.group().startswith("year")
        return partial.of_year(today.year) if said else None

    def _offset(self, match: Match[str], before: str) -> PartialDate | None:
        if before.endswith(("from ", "than ")):
            return None
        way, unit = match["way"].lower(), match["unit"].lower()
        count = _number(match["n"]) * (1 if way in ("later", "after") else -1)
        origin = partial.of_date(self.frame.today)
        if way != "ago":
            origin = self.frame.day if unit == "day" else self.frame.reference(match.start(), "past")
        if origin is None:
            return None
        if unit == "day":
            return partial.moved_by_days(origin, count)
        return partial.moved_by_months(origin, count) if unit == "month" else partial.of_year(origin.first.year + count)

    def _coming(self, match: Match[str], before: str, tense: Tense) -> PartialDate | None:
        today, count = self.frame.today, _number(match["n"] or match["n2"])
        if match["over"]:
            return partial.of_years(today.year, today.year + count - 1)
        if match["within"].lower() == "in" and (tense != "future" or grammar.FIRST_IN.search(before)):
            return None
        return partial.of_year(today.year + count)

    def _lasting_or_today(self, kind: str, match: Match[str]) -> PartialDate | None:
        today = self.frame.today
        if kind == "today":
            days = {"yesterday": -1, "today": 0, "tomorrow": 1}[match["word"].lower()]
            return partial.of_date(today + timedelta(days=days))
        first = {"next year": today.year + 1, "this year": today.year}.get(match["year"].lower()) or int(match["year"])
        return partial.of_years(first, first + _number(match["n"]) - 1)


def _plain_year(match: Match[str], before: str, text: str) -> PartialDate | None:
    year = int(match["year"])
    owned = grammar.OWNS_YEAR.search(before) and grammar.AFTER_OWNED.match(text, match.end())
    if not owned and (not grammar.BEFORE_YEAR.search(before) or grammar.AFTER_NUMBER.match(text, match.end())):
        return None
    if match["to"]:
        return partial.of_years(year, int(match["to"][-2:]) + year // 100 * 100)
    return partial.of_year(year)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else grammar.NUMBERS[word.lower()]
