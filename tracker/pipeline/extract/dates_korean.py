"""Korean date expressions: from the shape to the date, in the light of what was said before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from re import Match

from tracker.pipeline.records import DateMention, PartialDate

from . import dates_korean_grammar as grammar
from . import partial
from .dates_frame import Frame
from .dates_tense import Tense


@dataclass(frozen=True, slots=True)
class Shape:
    """An expression found in the text, not yet a date."""

    start: int
    end: int
    kind: str
    match: Match[str]


def find_shapes(text: str) -> Iterator[Shape]:
    """Stretches that look like dates, in order, non-overlapping."""
    position = 0
    for trigger in grammar.TRIGGER.finditer(text):
        start = trigger.start()
        if start < position or (text[start].isdigit() and not grammar.COUNTED.match(text, start)):
            continue
        shape = _shape_at(text, start)
        if shape is not None:
            position = shape.end
            yield shape


def _shape_at(text: str, start: int) -> Shape | None:
    for kind, pattern in _PATTERNS_OF.get(text[start], _EXPRESSION):
        match = pattern.match(text, start)
        if match and not (kind == "expression" and _is_no_date(text, match)):
            end = match.end("n") + 1 if kind == "coming" else match.end()
            return Shape(start, end, kind, match)
    return None


_EXPRESSION = (("expression", grammar.EXPRESSION),)
_OFFSET = (("offset", grammar.OFFSET), *_EXPRESSION)
_WEEK = (("week", grammar.WEEK), *_EXPRESSION)
_COMING = (("coming", grammar.COMING), *_EXPRESSION)
# By the first character, as trying every pattern everywhere is what costs.
_PATTERNS_OF = (
    dict.fromkeys("0123456789", (("numeric", grammar.NUMERIC), ("within", grammar.WITHIN), *_OFFSET))
    | dict.fromkeys("한두석세넉네다여일아열하이사나닷보", _OFFSET)
    | dict.fromkeys("향앞오", _COMING)
    | dict.fromkeys("지금내", _WEEK)
    | dict.fromkeys("이다", (("week", grammar.WEEK), *_OFFSET))
    | {"당": (("then", grammar.THEN), *_EXPRESSION)}
)


def _is_no_date(text: str, match: Match[str]) -> bool:
    """Lengths ("14일 동안"), standards of comparison ("전년 대비") and what returns every year."""
    start, end = match.span()
    before = text[max(0, start - 6) : start]
    short = match["xd"] or match["xq"] or match["xh"]
    if match["xd"] and not match["side"] and grammar.EVERY.search(before):
        return True
    part = match["xq"] or match["xh"]
    if (short or match["bm"]) and grammar.LENGTH.match(text, end) and not (part and grammar.DEADLINE.match(text, end)):
        return True
    if match["season"] and not match["side"]:
        return True
    if match["bm"] and not 1 <= int(match["bm"]) <= 12:
        return True
    return bool(grammar.REPEATED.search(before) or grammar.COMPARED.match(text, end))


class KoreanReader:
    """Turns the shapes of one text into dates."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.text = frame.text
        self.given: PartialDate | None = None  # what "두 달 뒤인", "이튿날인" says of the date right after it

    def mentions(self) -> Iterator[DateMention]:
        shapes = list(find_shapes(self.text))
        for index, shape in enumerate(shapes):
            next_start = shapes[index + 1].start if index + 1 < len(shapes) else len(self.text)
            date, rule, bare = self._read(shape)
            if date is None:
                continue
            if self.text[shape.end : shape.end + 2] == "인 " and next_start == shape.end + 2:
                self.given = date
                continue
            self.given = None
            mention = self._mention(shape, date, rule)
            background = bool(grammar.DESCRIBES.match(self.text, shape.end))
            if not grammar.AIM.match(self.text, shape.end):
                self.frame.remember(mention, next_start, bare, background)
            yield mention

    def _mention(self, shape: Shape, date: PartialDate, rule: str) -> DateMention:
        text, start, end = self.text, shape.start, shape.end
        span = grammar.SPAN_AFTER.match(text, end)
        if span:
            word = span["n"]
            longer = _lasting(date, int(word) if word.isdigit() else grammar.NUMBERS[word], span["unit"])
            if longer is not None:
                return DateMention(start, span.end(), longer, "ko.span", since=True)
        deadline = bool(grammar.DEADLINE.match(text, end)) or rule in ("ko.within", "ko.year_end")
        since = not deadline and bool(grammar.SINCE.match(text, end))
        saying = date.granularity in ("day", "month") and not deadline and not since and self._dates_saying(start, end)
        return DateMention(start, end, date, rule, deadline, since, saying)

    def _dates_saying(self, start: int, end: int) -> bool:
        said = grammar.SAID.search(self.text[max(0, start - 20) : start])
        if said and grammar.SAYS.match(self.text, end):
            return True
        return bool(grammar.ACCORDING.match(self.text, end) or grammar.OPEN_QUOTE.match(self.text, end))

    def _read(self, shape: Shape) -> tuple[PartialDate | None, str, bool]:
        match = shape.match
        if shape.kind == "numeric":
            return _numeric(match), "ko.numeric", False
        if shape.kind == "coming":
            return self._coming(match)
        if shape.kind == "within":
            return self._within(match), "ko.within", False
        if shape.kind == "week":
            return self._week(match), "ko.week", False
        if shape.kind == "offset":
            return self._offset(match), "ko.offset", False
        if shape.kind == "then":
            reference = self.frame.reference(shape.start, "past")
            return reference, "ko.then", False
        return self._expression(shape)

    def _coming(self, match: Match[str]) -> tuple[PartialDate | None, str, bool]:
        """ "향후 5년간": this year and the four after it; "5년 안에": the year in which the term ends."""
        year, count = self.frame.today.year, int(match["n"])
        if match["how"] in ("간", "동안", "에 걸쳐", "을"):
            return (partial.of_years(year, year + count - 1) if count > 1 else None), "ko.coming", False
        rule = "ko.later" if match["how"] in ("뒤", "후") else "ko.within"
        return partial.of_year(year + count), rule, False

    def _within(self, match: Match[str]) -> PartialDate | None:
        """ "3년 안에 늘린다": the year in which the term ends; of what is past it says nothing."""
        if self.frame.tenses.after(match.end()) == "past":
            return None
        return partial.of_year(self.frame.today.year + int(match["n"]))

    def _week(self, match: Match[str]) -> PartialDate | None:
        """ "지난주": Monday to Sunday; "지난주 금요일": that day."""
        today = self.frame.today
        monday = today - timedelta(days=today.weekday() - 7 * grammar.WEEK_STEPS[match["week"].replace(" ", "")])
        if match["weekday"]:
            return partial.of_date(monday + timedelta(days=grammar.WEEKDAYS.index(match["weekday"])))
        return partial.of_range(partial.of_date(monday), partial.of_date(monday + timedelta(days=6)))

    def _offset(self, match: Match[str]) -> PartialDate | None:
        word, back = match["n"] or match["days"], match["way"] == "전"
        count = int(word) if word.isdigit() else grammar.NUMBERS[word]
        count = -count if back else count
        tense = self.frame.tenses.after(match.end())
        origin = partial.of_date(self.frame.today) if back or tense == "future" else None
        fact = self.frame.last
        if fact is not None and "\n" not in self.text[fact.end : match.start()] and not (back and match["unit"]):
            near = self.frame.tenses.same_sentence(fact.end, match.start())
            origin = fact.date if near or tense != "future" else origin
        if origin is None or (fact and "/" in origin.value):
            return None
        if match["days"] or match["unit"] == "일":
            return partial.moved_by_days(origin, count)
        if match["unit"] in ("달", "개월"):
            return partial.moved_by_months(origin, count)
        return partial.of_year(origin.first.year + count)

    def _expression(self, shape: Shape) -> tuple[PartialDate | None, str, bool]:
        match = shape.match
        tense = "future" if grammar.MOVED.match(self.text, shape.end) else self.frame.tenses.after(shape.end)
        words = (match["side"] or "") + (match["side2"] or "")
        side = "future" if "오는" in words else "past" if "지난" in words else ""
        if match["bm"] or match["bmword"]:
            return self._month(match, tense, side)
        if match["xd"]:
            return self._day(match, tense, side)
        if match["dword"]:
            return self._day_word(shape, match["dword"].replace(" ", ""))
        if match["xq"] or match["xh"]:
            return self._bare_part(match, tense, side)
        if match["part"] or match["season"]:
            return self._part(match, tense, side)
        return self._with_year(shape, match, tense)

    def _with_year(self, shape: Shape, match: Match[str], tense: Tense) -> tuple[PartialDate | None, str, bool]:
        year, rule = self._year(shape, match, tense)
        if year is None:
            return None, rule, False
        if match["m"]:
            return _month_or_day(year, match["m"], match["m2"], match["d"], match["d2"]), rule, False
        if match["q"]:
            return _ordered(partial.of_quarter, year, match["q"], match["q2"]), rule, False
        if match["h"]:
            return (
                (
                    partial.of_half(year, 1 + (match["h"] == "하반기"))
                    if len(match["h"]) == 3
                    else partial.of_year(year)
                ),
                rule,
                False,
            )
        if match["y4b"]:
            last = match["y4b"]
            return partial.of_years(year, int(last) if len(last) == 4 else year // 100 * 100 + int(last)), rule, False
        return partial.of_year(year), rule, False

    def _year(self, shape: Shape, match: Match[str], tense: Tense) -> tuple[int | None, str]:
        if match["y4"]:
            return int(match["y4"]), "ko.date"
        if match["y2"] or match["y2b"]:
            return 2000 + int(match["y2"] or match["y2b"]), "ko.short_year"
        word = match["yword"].replace(" ", "")
        if word in grammar.YEAR_STEPS:
            return self.frame.today.year + grammar.YEAR_STEPS[word], "ko.relative_year"
        reference = self.frame.reference(shape.start, tense)
        if reference is None:
            return (self.frame.today.year - 1 if word == "전년" else None), "ko.same_year"
        year = (
            reference.last.year if word in ("이듬해", "다음해") and "/" not in reference.value else reference.first.year
        )
        step = {"이듬해": 1, "다음해": 1, "전년": -1}.get(word, 0)
        return year + step, "ko.next_year" if step else "ko.same_year"

    def _month(self, match: Match[str], tense: Tense, side: str) -> tuple[PartialDate | None, str, bool]:
        frame = self.frame
        if match["bmword"]:
            month = self._month_word(match, tense)
            if month is None or not match["bd"]:
                return month, "ko.relative_month", False
            when = month.first
            date = _month_or_day(when.year, str(when.month), None, match["bd"], match["bd2"])
            return date, "ko.relative_month", False
        number, day = int(match["bm"]), match["bd"]
        year_said = self._given_year(number, day) if self.given else None
        if not side and year_said is None:
            year_said = frame.followed_year(match.start(), number, tense)
        if year_said is not None:
            date = _month_or_day(year_said, match["bm"], match["bm2"], day, match["bd2"])
            return date, "ko.follows_year", False
        known = frame.day_of_month(number, int(day), tense, side) if day else frame.month_of(number, tense, side)
        if known is None:
            return None, "ko.bare_month", False
        date = _month_or_day(known.first.year, match["bm"], match["bm2"], day, match["bd2"])
        return date, "ko.bare_month", bool(day)

    def _given_year(self, month: int, day: str | None) -> int | None:
        """The year for "두 달 뒤인 10월"; for "이튿날인 7월4일" that of the day before it, however far back."""
        if day:
            for known in reversed(self.frame.days):
                following = known + timedelta(days=1)
                if (following.month, following.day) == (month, int(day)):
                    return following.year
        return self.given.first.year if self.given else None

    def _month_word(self, match: Match[str], tense: Tense) -> PartialDate | None:
        word = match["bmword"].replace(" ", "")
        if word in grammar.MONTH_STEPS:
            today = partial.of_date(self.frame.today)
            return partial.moved_by_months(today, grammar.MONTH_STEPS[word]) if today else None
        reference = self.frame.reference(match.start(), tense)
        return partial.moved_by_months(reference, 0) if reference else None

    def _day(self, match: Match[str], tense: Tense, side: str) -> tuple[PartialDate | None, str, bool]:
        day, last = int(match["xd"]), self.frame.last
        if last is not None and last.date.granularity == "day" and not side:
            gap = self.text[last.end : match.start()]
            if grammar.NUMBERED_DAYS.fullmatch(gap) and day > last.date.first.day:
                when = last.date.first
                return partial.of_day(when.year, when.month, day), "ko.day", False
        saying = self._dates_saying(match.start(), match.end())
        date = self.frame.day_alone(day, "past" if saying else tense, side)
        if date is not None and match["xd2"]:
            date = partial.of_range(date, partial.of_day(date.first.year, date.first.month, int(match["xd2"])))
        return date, "ko.day", True

    def _day_word(self, shape: Shape, word: str) -> tuple[PartialDate | None, str, bool]:
        frame, today = self.frame, partial.of_date(self.frame.today)
        if today is None:
            return None, "ko.day_word", False
        if word in grammar.DAY_STEPS:
            return partial.moved_by_days(today, grammar.DAY_STEPS[word]), "ko.day_word", False
        if word == "이날":
            return frame.news or today, "ko.this_day", False
        if word == "전날":
            return partial.moved_by_days(frame.news or today, -1), "ko.day_before", False
        if frame.day is None:
            return None, "ko.same_day", False
        return partial.moved_by_days(frame.day, 1 if word in ("이튿날", "다음날") else 0), "ko.same_day", False

    def _bare_part(self, match: Match[str], tense: Tense, side: str) -> tuple[PartialDate | None, str, bool]:
        year, last = self.frame.today.year, match["xq2"]
        part = partial.of_quarter(year, int(match["xq"])) if match["xq"] else None
        part = partial.of_half(year, 1 + (match["xh"] == "하반기")) if match["xh"] else part
        if part is None:
            return None, "ko.bare_part", False
        followed = None if side else self.frame.followed_year(match.start(), part.first.month, tense)
        date = partial.in_year(part, followed) if followed else self.frame.part_of_year(part, tense, side)
        if date is not None and last:
            date = partial.of_range(date, partial.of_quarter(date.first.year, int(last)))
        return date, "ko.bare_part", False

    def _part(self, match: Match[str], tense: Tense, side: str) -> tuple[PartialDate | None, str, bool]:
        word, today = match["part"] or match["season"], self.frame.today
        if word in ("월말", "월초"):
            return partial.of_month(today.year, today.month), "ko.month_end", False
        month = {"연말": 12, "연초": 1, "봄": 4, "여름": 7, "가을": 10, "겨울": 12}.get(word, 0)
        if not month:
            return partial.of_year(today.year), "ko.year_end", False
        followed = None if side else self.frame.followed_year(match.start(), 12, tense) if word == "연말" else None
        known = None if followed else self.frame.month_of(month, tense, side)
        return partial.of_year(followed or (known.first.year if known else today.year)), "ko.year_part", False


def _numeric(match: Match[str]) -> PartialDate | None:
    year = int(match["y"])
    if match["to"]:
        return partial.of_years(year, int(match["to"]))
    if match["m5"] or match["m6"]:
        return partial.of_month(year, int(match["m5"] or match["m6"]))
    month, day = match["m"] or match["m3"] or match["m4"], match["d"] or match["d3"] or match["d4"]
    return partial.of_day(year, int(month), int(day))


def _month_or_day(year: int, month: str, month2: str | None, day: str | None, day2: str | None) -> PartialDate | None:
    if month2 and not day:
        later = int(month2)
        return partial.of_range(
            partial.of_month(year, int(month)), partial.of_month(year + (later < int(month)), later)
        )
    if not day:
        return partial.of_month(year, int(month))
    first = partial.of_day(year, int(month), int(day))
    return partial.of_range(first, partial.of_day(year, int(month), int(day2))) if day2 else first


def _ordered(
    build: Callable[[int, int], PartialDate | None], year: int, first: str, last: str | None
) -> PartialDate | None:
    one = build(year, int(first))
    return partial.of_range(one, build(year, int(last))) if last else one


def _lasting(first: PartialDate, count: int, unit: str) -> PartialDate | None:
    """The range that starts with `first` and lasts `count` years or months."""
    if count < 2 or "/" in first.value:
        return None
    if unit in ("개월", "달"):
        return partial.of_range(partial.moved_by_months(first, 0), partial.moved_by_months(first, count - 1))
    if first.granularity == "year":
        return partial.of_years(first.first.year, first.first.year + count - 1)
    return partial.of_range(partial.moved_by_months(first, 0), partial.moved_by_months(first, 12 * count - 1))
