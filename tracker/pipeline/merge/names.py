"""What both are called, and what kind of thing they are."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.pipeline.merge.features import Features
from tracker.pipeline.merge.reasons import Reason
from tracker.pipeline.merge.statements import normalize_name
from tracker.pipeline.merge.texts import is_korean, sound_of, squeeze

_SAME_SENTENCES = 0.6
_COPY_DAYS = 4


def compare_names(a: Features, b: Features) -> Iterable[Reason]:
    """Names in quotation marks, proper words of the titles, kinds of thing, editions, and copied sentences."""
    names = _known_names(a, b)
    quoted = sorted(name for name in a.quoted & b.quoted if not _is_party(name, names))
    first, second = _proper(a, names), _proper(b, names)
    agreed = sorted({word for word in first if any(_same_word(word, other) for other in second)})
    echoed = sorted(
        {word for word in first if len(word) >= 3 and word in b.text}
        | {word for word in second if len(word) >= 3 and word in a.text}
    )
    if quoted:
        yield Reason(f"the same name: “{quoted[0]}”", 1.5, "name")
    elif agreed:
        share = len(agreed) / min(len(first), len(second))
        yield Reason(
            f"the same words in the name: {', '.join(agreed[:3])}", round(0.7 + 0.8 * min(share, 1.0), 2), "name"
        )
    elif echoed:
        yield Reason(f"names what the other is called: {echoed[0]}", 0.8, "name")
    elif first and second and a.korean == b.korean:
        yield Reason(f"other names: {min(first)} / {min(second)}", -0.3)
    yield from _compare_concepts(a, b, bare=not first and not second)
    yield from _compare_editions(a, b)
    yield from _compare_sentences(a, b)


def _compare_concepts(a: Features, b: Features, bare: bool) -> Iterable[Reason]:
    first, second = a.title.concepts, b.title.concepts
    shared = first & second
    if shared:
        # Two titles that say nothing but the same kind of thing are called the same.
        same = bare and first == second
        yield Reason(
            f"the same kind of thing: {', '.join(sorted(shared))}", 0.8 if same else 0.5, "name" if same else ""
        )
    elif echoed := sorted((first & b.concepts) | (second & a.concepts)):
        yield Reason(f"names the kind of thing of the other: {echoed[0]}", 0.3)
    elif first and second:
        yield Reason(f"another kind of thing: {', '.join(sorted(first))} / {', '.join(sorted(second))}", -1.0)


def _compare_editions(a: Features, b: Features) -> Iterable[Reason]:
    for word, first, second in (
        ("editions", a.title.editions, b.title.editions),
        ("years", a.title.years, b.title.years),
    ):
        if first and second and not first & second:
            yield Reason(f"different {word}: {min(first)} / {min(second)}", -1.5, contradicts=True)


def _compare_sentences(a: Features, b: Features) -> Iterable[Reason]:
    days = abs((a.statement.published_at - b.statement.published_at).days)
    if days <= _COPY_DAYS and a.grams and b.grams:
        share = len(a.grams & b.grams) / min(len(a.grams), len(b.grams))
        if share >= _SAME_SENTENCES:
            yield Reason("the same sentences within days", 0.8)


def _known_names(a: Features, b: Features) -> frozenset[str]:
    """Names whose words in a title say nothing new: of the conglomerates' side, and of parties that both share, which
    are compared by identity. Another party's name may well be what the project is called (a project company)."""
    parties = [party for f in (a, b) for party in f.parties.values()]
    shared = a.parties.keys() & b.parties.keys()
    named = [party.name for party in parties if party.group or party.identity in shared]
    return frozenset(name for raw in (*named, *a.groups, *b.groups) for name in (squeeze(raw), normalize_name(raw)))


def _proper(features: Features, names: frozenset[str]) -> frozenset[str]:
    """The proper words of its title; where it is, is compared as a place."""
    places = {place.key for place in features.places}
    return frozenset(word for word in features.title.words if word not in places and not _is_party(word, names))


def _is_telling(word: str) -> bool:
    """Whether one word is enough of a name: a long one, or one with a figure or foreign letters in it."""
    return len(word) >= 4 or not is_korean(word) or any(letter.isdigit() for letter in word)


def _is_party(word: str, names: frozenset[str]) -> bool:
    """Whether a word is a party's name or a piece of one: parties are compared by identity, not by name."""
    return any(word in name or (len(name) >= 2 and name in word) for name in names)


def _same_word(a: str, b: str) -> bool:
    if a == b:
        return True
    if is_korean(a) != is_korean(b):
        return len(sound_of(a)) >= 3 and sound_of(a) == sound_of(b)
    return is_korean(a) and min(len(a), len(b)) >= 3 and (a in b or b in a)
