"""Trigger rules: reads, checks and compiles the YAML that says which wording states which act.

A rule without examples and counterexamples is refused, because nothing would notice when it breaks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from tracker.pipeline.words import MILESTONE_KINDS, MODALITIES

from .hangul import ENDS_IN_L, ENDS_IN_N, PAST, forms
from .lexicon import RULES, LexiconError, load_yaml
from .needs import needed_words

_MACROS = {
    "<o>": "(?:을|를|은|는|이|가|도|까지|에)?\\s?",
    "<gap>": "[^\\n]{0,12}?",
    "<wide>": "[^\\n]{0,30}?",
    "<end>": "(?=\\s?(?:\\([^)\\n]{0,10}\\))?\\s?(?:$|[,·▲△▶◇◆→…/;]))",
    "<n>": f"[{ENDS_IN_N}]",  # a syllable that ends in ㄴ, ㄹ or the past ㅆ
    "<l>": f"[{ENDS_IN_L}]",
    "<ss>": f"[{PAST}]",
    # English: what a noun such as "construction" or "the opening" does or is said to do, and plain gaps.
    "<begin>": "(?:beg(?:an|ins?|un|inning)|start(?:ed|s|ing)?(?!-)|commenc(?:e|ed|es|ing)|kick(?:ed|s|ing)? off|g[eo]t(?:s|ting)? (?:under ?way|going|started)"
    "|under ?way|resum(?:e|ed|es|ing)|t(?:akes?|ook|aken) place)",
    "<due>": "(?:due|set (?:for|to)|expected|scheduled|slated|planned|targeted|foreseen|pencilled in|promised|postponed|delayed|deferred|put (?:off|back)|push(?:ed)? back|moved to"
    "|brought forward|supposed|meant|on track|likely|to follow|follow(?:s|ed)?|slip(?:s|ped)?|(?:(?:is|are|was|were) to|could|(?-i:may)|might|will|would|should)"
    " (?:then |also |only |now |not |formally |officially ){0,2}(?:begin|start|commence|kick off|get under ?way|resume|take place|follow|come|slip|happen|go ahead|go live|be (?:due|delayed|held|put off|pushed back|postponed|ready|launched|rolled out|made|started)))",
    "<be>": "(?:is|are|was|were|be|been|being)",
    "<near>": "[^\\n]{0,24}?",
    "<far>": "[^\\n]{0,64}?",
}
_STEM = re.compile("<([가-힣]{1,5})>")  # <세우>: 세우, 세운, 세울, 세워, 세웠
_WHEN = ("any", "dated", "deadline", "future", "since")
_REQUIRED = ("id", "kind", "priority", "pattern", "confidence", "examples", "counterexamples")
_ALLOWED = frozenset(_REQUIRED) | {"needs", "unless", "when", "modality", "strong"}


@dataclass(frozen=True, slots=True)
class TriggerRule:
    """One way of wording an act. when: what kind of date it must have to count."""

    id: str
    kind: str
    priority: int
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    needs: tuple[str, ...]
    when: str
    modality: str
    strong: bool
    confidence: float
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    ignore_case: bool = False

    def wanted(self, text: str) -> bool:
        """Whether the rule can match `text` at all."""
        searched = text.lower() if self.ignore_case else text
        return not self.needs or any(word in searched for word in self.needs)

    def find(self, text: str) -> list[tuple[int, int]]:
        """The spans in `text` where the rule holds. `unless` looks only at the surroundings of each."""
        spans = []
        for match in self.pattern.finditer(text):
            around = text[max(0, match.start() - 24) : match.end() + 24]
            if not (self.unless and self.unless.search(around)):
                spans.append(match.span())
        return spans


def _files(language: str) -> list[str]:
    return sorted(path.name for path in RULES.glob(f"triggers_{language}*.yaml"))


@cache
def trigger_rules(language: str) -> tuple[TriggerRule, ...]:
    """All rules of a language, most urgent first. Raises LexiconError naming the rule that is wrong."""
    rules: list[TriggerRule] = []
    for name in _files(language):
        entries = load_yaml(name)
        if not isinstance(entries, list):
            raise LexiconError(f"{name}: a list of rules is expected")
        rules += [parse_rule(entry, name, ignore_case=language == "en") for entry in entries]
    ids = [rule.id for rule in rules]
    for id in ids:
        if ids.count(id) > 1:
            raise LexiconError(f"triggers_{language}: rule {id} stands twice")
    return tuple(sorted(rules, key=lambda rule: (-rule.priority, rule.id)))


def parse_rule(entry: Mapping[str, Any], source: str, *, ignore_case: bool = False) -> TriggerRule:
    """One checked rule. Raises LexiconError saying what is missing or wrong."""
    label = f"{source}: rule {entry.get('id', '?')}"
    missing = [key for key in _REQUIRED if not entry.get(key)]
    unknown = sorted(set(entry) - _ALLOWED)
    if missing or unknown:
        raise LexiconError(f"{label}: missing {missing}, unknown {unknown}")
    if entry["kind"] not in MILESTONE_KINDS:
        raise LexiconError(f"{label}: no milestone kind {entry['kind']}")
    if entry.get("when", "any") not in _WHEN or entry.get("modality", "") not in ("", *MODALITIES):
        raise LexiconError(f"{label}: when or modality is not one of the known words")
    if not 0 < float(entry["confidence"]) <= 1:
        raise LexiconError(f"{label}: confidence must be above 0 and at most 1")
    flags = re.IGNORECASE if ignore_case else 0
    pattern = _compile(entry["pattern"], label, flags)
    needs = _words(entry.get("needs", ()), ignore_case)
    return TriggerRule(
        id=str(entry["id"]),
        kind=str(entry["kind"]),
        priority=int(entry["priority"]),
        pattern=pattern,
        unless=_compile(entry["unless"], label, flags) if entry.get("unless") else None,
        needs=needs or (tuple(sorted(needed_words(pattern.pattern))) if ignore_case else ()),
        when=str(entry.get("when", "any")),
        modality=str(entry.get("modality", "")),
        strong=bool(entry.get("strong", True)),
        confidence=float(entry["confidence"]),
        examples=tuple(str(text) for text in entry["examples"]),
        counterexamples=tuple(str(text) for text in entry["counterexamples"]),
        ignore_case=ignore_case,
    )


def _words(needs: Sequence[object], ignore_case: bool) -> tuple[str, ...]:
    words: list[str] = []
    for need in map(str, needs):
        stem = _STEM.fullmatch(need)
        words += forms(stem[1]) if stem else [need.lower() if ignore_case else need]
    return tuple(words)


def _compile(pattern: str, label: str, flags: int) -> re.Pattern[str]:
    for macro, meaning in _MACROS.items():
        pattern = pattern.replace(macro, meaning)
    pattern = _STEM.sub(lambda stem: f"(?:{'|'.join(forms(stem[1]))})", pattern)
    pattern = re.sub(r"\s*\n\s*", "", pattern)  # a pattern may be written over several lines
    if re.search(r"(?<!\\)\.[*+]|\][*+]|\)[*+]", pattern):
        raise LexiconError(f"{label}: unbounded repetition; use {{0,n}} so that time stays linear")
    try:
        return re.compile(pattern, flags)
    except re.error as error:
        raise LexiconError(f"{label}: {error}") from error
