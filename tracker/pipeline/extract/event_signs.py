"""What speaks for and against an act being a milestone of the initiative it was put to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from .clusters import Cluster
from .context import Context
from .layers import EntityMention, Event, Trigger
from .phrases import Phrases
from .scales import Sign
from .things import find_things

# Words of pages that speak of the same companies but of no initiative: shares, results, markets, staff, products.
_TOPICS = Phrases(
    {
        "denied": r"부인했|사실무근|사실이 아니|사실과 다르|결정된 바 없|확정된 바 없|계획(?:은|이) 없|검토한 바 없|\bdenied\b|\bno plans?\b|not true",
        "market": (
            r"주가|영업이익|순이익|매출액|시가총액|상장|공모가|배당|자사주|증권|투자의견|목표가|코스피|코스닥|장을 마쳤|점유율|시장 규모|시장은|시장이"
            r"|\bshares?\b|\bstock\b|operating profit|net profit|revenue|analyst|market share|earnings|dividend"
        ),
        "policy": r"정부(?:는|가)|정책|법안|보조금|국회|규제|대책|\bgovernment (?:said|plans|aims)|\bsubsid",
        "others": r"경쟁사|경쟁업체|다른 (?:업체|기업|회사|건설사)|라이벌|업계|\brivals?\b|\bcompetitors?\b|elsewhere",
        "goods": r"스마트폰|휴대전화|태블릿|신제품|요금제|신차|게임|드라마|영화|분양|아이폰|갤럭시|TV|가전|smartphone|handset",
        "seat": r"취임|선임|임명|승진|인사(?:를|에서)|사임|퇴임|appointed|named (?:chief|president)",
    },
    ignore_case=True,
)
_SHARE = re.compile(r"\d[\d.]* ?(?:%|퍼센트|배\b|percent)")
_CROWD = 3


def event_signs(event: Event, cluster: Cluster, context: Context) -> Iterator[Sign]:
    """Signs for the scale `events`, each once."""
    sentence = context.sentences[event.sentence]
    yield "always", 1
    yield f"kind_{event.kind}", 1
    yield f"modality_{event.modality}", 1
    sort = _sort(event.trigger)
    yield sort, 1
    if sort in {"hint", "wide"}:
        yield f"{sort}_{event.kind}", 1
    yield "trigger_confidence", event.trigger.confidence
    yield from _date(event, context)
    yield from _parties(event, cluster, context)
    yield from _sector(event, context)
    for name in _topics(sentence.text):
        yield f"topic_{name}", 1
    if any(start <= event.trigger.start < end for start, end in sentence.quotes):
        yield "spoken", 1
    yield from _company(event, cluster, context)


@lru_cache(maxsize=1024)
def _topics(text: str) -> tuple[str, ...]:
    return _TOPICS.find(text)


def _sort(trigger: Trigger) -> str:
    if "-any" in trigger.rule:
        return "any"
    if "-hint-" in trigger.rule:
        return "hint"
    if "-wide-" in trigger.rule:
        return "wide"
    return "strong" if trigger.strong else "plain"


def _date(event: Event, context: Context) -> Iterator[Sign]:
    if event.date is None or event.mention is None:
        yield "undated", 1
        yield f"undated_{event.kind}", 1
        return
    for rule in event.rules:
        if rule.startswith("date-"):
            yield rule, 1
    yield f"grain_{event.date.granularity}", 1
    if event.mention.deadline:
        yield "deadline", 1
    if event.mention.since:
        yield "since", 1
    years = context.published.year - event.date.last.year
    if years >= 2:
        yield "years_ago", 1


def _parties(event: Event, cluster: Cluster, context: Context) -> Iterator[Sign]:
    sentence = context.sentences[event.sentence]
    named = context.named[sentence.index]
    subjects = [x for x in named if x.mention.case == "subject" and x.mention.head in {"", "title"}]
    if any(context.is_conglomerate(x.entity) for x in subjects):
        yield "subject_big", 1
    elif subjects:
        yield "subject_other", 1
    elif any(context.is_conglomerate(e) for e in context.subjects[sentence.index]):
        yield "subject_carried", 1
    else:
        yield "subject_none", 1
    if any(context.is_conglomerate(x.entity) for x in named):
        yield "big_named", 1
    if any(_is_partner(x, context) for x in named):
        yield "partner_named", 1
    if not any(context.is_conglomerate(e) for e, _ in cluster.roles):
        yield "cluster_without_big", 1


def _is_partner(linked: EntityMention, context: Context) -> bool:
    return not context.is_conglomerate(linked.entity) and linked.mention.case in {"with", "from", "to", "at"}


def _sector(event: Event, context: Context) -> Iterator[Sign]:
    cues = context.cues[event.sentence]
    if cues.strong:
        yield "sector_strong", 1
    elif cues.joint:
        yield "sector_joint", 1
    elif cues.weak:
        yield "sector_weak", 1
    else:
        yield "sector_none", 1
    clause = context.body[event.clause.start : event.clause.end]
    if find_things(clause, context.language):
        yield "thing_in_clause", 1
    if _SHARE.search(clause):
        yield "share_in_clause", 1
    if context.sentences[event.sentence].block in context.sector_blocks:
        yield "sector_in_paragraph", 1
    if context.theme:
        yield "sector_theme", 1


def _company(event: Event, cluster: Cluster, context: Context) -> Iterator[Sign]:
    others = [e for e in cluster.events if e is not event]
    yield "others", min(_CROWD, len(others))
    if not others:
        yield "alone", 1
    if any(e.sentence == event.sentence for e in others):
        yield "shares_sentence", 1
    blocks = {context.sentences[e.sentence].block for e in others}
    if context.sentences[event.sentence].block in blocks:
        yield "shares_paragraph", 1
    if any(e.kind == event.kind for e in others):
        yield "kind_again", 1
        if event.date is None and any(e.kind == event.kind and e.date for e in others):
            yield "undated_again", 1
    if any(e.mention == event.mention and e.mention is not None for e in others):
        yield "date_used", 1
    if not any(context.cues[i].strong for i in cluster.sentences):
        joint = any(context.cues[i].joint for i in cluster.sentences)
        yield ("cluster_joint_sector" if joint else "cluster_without_sector"), 1
    if cluster.events and min(e.sentence for e in cluster.events) <= 2:
        yield "cluster_of_lead", 1
