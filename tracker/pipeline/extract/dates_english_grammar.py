"""The shapes of English date expressions. Every repetition is bounded, so every pattern is linear."""

from __future__ import annotations

import re
from typing import Final

_MONTH_NAMES: Final = (
    ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
    ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"), ("october", "oct"), ("november", "nov"),
    ("december", "dec"),
)  # fmt: skip
MONTHS: Final = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names}
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NUMBERS: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20,
}  # fmt: skip
ORDINALS: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}
SEASONS: Final = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}

_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)(?![a-z])\.?)(?![a-z])"
)
_YEAR = r"(?:19[5-9]\d|20\d\d)(?!\d|[,.]\d)"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?!\d|[.,]?\d|%)"
_WEEKDAY = r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
_NUMBER = r"(?P<n>\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)"
_OF_YEAR = (
    r"(?:(?P<year>" + _YEAR + r")|(?P<step>this|last|next|the current|the following|the same|the previous|that) year\b)"
)

WORD: Final = re.compile(r"(?<![\w$/.])(?<!\d,)(?:[A-Za-z]{1,9}\d?|\d{1,4})")

DAY_OF_MONTH: Final = re.compile(
    r"(?:" + _WEEKDAY + r",? \(?)?" + _MONTH + r" " + _DAY + r"(?:(?:,? | of )" + _OF_YEAR + r")?"
)
DAY_BEFORE_MONTH: Final = re.compile(_DAY + r"(?: of)? " + _MONTH + r"(?:,? " + _OF_YEAR + r")?")
NUMERIC: Final = re.compile(r"(?P<y>20\d\d|19\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)")
MONTH: Final = re.compile(
    r"(?:(?P<which>last|next|this) )?" + _MONTH + r"(?!-?\d| \d{1,3}(?!\d))(?:(?:,? | of )" + _OF_YEAR + r")?"
)
QUARTER: Final = re.compile(
    r"(?:(?:(?P<owner>this|last|next) year|(?P<owned>" + _YEAR + r"))['’]s |the )?"
    r"(?:(?P<ordinal>first|second|third|fourth|final|last)[ -](?P<part>quarter|half)\b"
    r"|(?:Q(?P<q>[1-4])|(?P<q2>[1-4])Q|H(?P<h>[12])|(?P<h2>[12])H)(?=\d\d\b|\b))"
    r"(?:(?: of| in)?(?: the)?(?: fiscal)? ?" + _OF_YEAR + r"|(?P<yy>[2-4]\d)\b|(?P<of> of the (?!year)))?",
    re.IGNORECASE,
)
WEEKDAY: Final = re.compile(r"(?:(?P<which>last|next|this) )?" + _WEEKDAY)
RELATIVE: Final = re.compile(
    r"(?P<step>this|last|next|the current|the following|the same|the previous|the next|that) (?P<unit>year"
    r"|month|quarter|day|week"
    r"|spring|summer|autumn|fall|winter)\b(?!-on|['’]s (?:first|second|third|fourth)| end)",
    re.IGNORECASE,
)
END: Final = re.compile(
    r"(?:the |year['’]s )?(?:end|rest|remainder|course|start|middle|beginning)(?: of the (?P<unit>year"
    r"|month))?\b|(?P<word>year-end)|the (?P<whole>year)(?=[.,]| is out\b)"
)
YEAR: Final = re.compile(r"(?P<year>" + _YEAR + r")(?:[-–](?P<to>(?:20)?\d\d)(?!\d))?(?![\w%])(?!-\w)")
OFFSET: Final = re.compile(
    _NUMBER + r" (?P<unit>year|month|day)s? (?P<way>ago|later|after(?=[.,]| that)|earlier|before(?=[.,]))\b",
    re.IGNORECASE,
)
COMING: Final = re.compile(
    r"(?:(?P<over>the (?:next|coming|following)) " + _NUMBER + r"|(?P<within>within"
    r"|in) (?:the next )?" + _NUMBER.replace("<n>", "<n2>")
    + r") (?P<unit>year)s\b(?!['’] )",
    re.IGNORECASE,
)  # fmt: skip
LASTING: Final = re.compile(
    r"(?:for|over|a period of) "
    + _NUMBER
    + r" years(?:,)? (?:from|starting(?: in| from)?|beginning(?: in)?|since) (?P<year>"
    + _YEAR
    + r"|next year|this year)",
    re.IGNORECASE,
)
TODAY: Final = re.compile(r"(?P<word>today|yesterday|tomorrow)\b(?!['’]s)", re.IGNORECASE)

BEFORE_MONTH: Final = re.compile(
    r"\b(?:in|by|since|until|till|from|to|of|late|early|mid|middle|last|next|this|between|and|or|through|during"
    r"|for|around|before|after|as"
    r"|between|end|until)[ -]$|[-–]$|^$|[\n.] ?$",
    re.IGNORECASE,
)
BEFORE_YEAR: Final = re.compile(
    r"\b(?:in|by|since|until|till|from|to|of|late|early|mid|middle|between|and|or|through|during|for|around"
    r"|before|after|into|fiscal|beyond"
    r"|end|as|be|within|spring|summer|autumn|fall|winter|only in)[ -]$",
    re.IGNORECASE,
)
OWNS_YEAR: Final = re.compile(r"\b(?:an?|the|its|their|that|original|this)[ ]$", re.IGNORECASE)
AFTER_OWNED: Final = re.compile(
    r" (?:agreement|contract|deal|memorandum|pact|accord|target|goal|deadline|completion|launch|opening|start|plan)\b"
)
AFTER_NUMBER: Final = re.compile(
    r" (?:[MGk]W|megawatt|gigawatt|home|household|people|worker|job|won|unit|vehicle|employee|compan|ton|square"
    r"|factor|car|site|robot|billion|million)"
)
COMPARED: Final = re.compile(
    r"(?:\b(?:(?<!later )(?<!earlier )than|compared (?:with|to)|versus|against) (?:in )?(?:the )?|\b(?:percent|%|fell|rose|up|down|won"
    r"|times) from )$",
    re.IGNORECASE,
)
FIRST_IN: Final = re.compile(r"\b(?:time|first|high|low|since|[a-z]+est)\b[a-z ]{0,24}$", re.IGNORECASE)

DATELINE: Final = re.compile(
    r"(?:^|(?<=\n))[A-Z][^\n.]{1,40}?,? " + _MONTH + r" \d{1,2}(?:, \d{4})? ?(?:\([^)\n]{2,30}\) ?)?(?:--|—|–|-|=) ?"
)
IS_TO_COME: Final = re.compile(
    r"\b(?:will|(?:is|are) (?:to|due|set|expected|scheduled|slated|planned|likely)|plans|aims|expects|hopes|intends)\b"
    r"(?:(?!\b(?:was|were|had|after|since)\b)[^.;\n]){0,60}$"
)
_LEAD_IN = (
    r"(?: (?:the|an?|early|late|mid|middle|end|start|beginning|very|of|in|spring|summer|fall|autumn"
    r"|winter|first|second|half)){0,5}[ -]$"
)
DEADLINE: Final = re.compile(r"\b(?:by|before|until|till|no later than|within)" + _LEAD_IN, re.IGNORECASE)
SINCE: Final = re.compile(r"\b(?:since|from|starting|beginning|as of)" + _LEAD_IN, re.IGNORECASE)
SAYING: Final = re.compile(
    r"\b(?:said|says|told [a-z]{2,12}|announced|disclosed|reported)(?: in an? [a-z ]{3,24})?(?: (?:on|in|late"
    r"|early))? $",
    re.IGNORECASE,
)
