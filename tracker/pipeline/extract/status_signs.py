"""What speaks for each status of an initiative."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .clusters import Cluster
from .context import Context
from .layers import Event
from .phrases import Phrases
from .scales import Sign

_WORDS = {
    "ko": Phrases(
        {
            "at_work": r"(?:가동|운영|시험|진행|제공|서비스|생산|건설|짓)(?:하)?고 있|(?:가동|운영|진행|공사) 중",
            "weighing": r"검토|(?:논의|협의) 중|(?:협의|논의)하고|저울질|타진|관측",
            "finished": r"준공|완공|마쳤|끝냈|완료",
            "stopped": r"중단|무산|철회|백지화|포기|해지|종료|손을 뗐",
            "more_to_come": r"확대|늘리|넓히|2단계|추가|다음 단계",
            "plant": r"상업 ?운전",
            "late": r"미뤄|늦어|지연|연기|밀렸",
        }
    ),
    "en": Phrases(
        {
            "at_work": r"\b(?:(?:is|are|has been|have been) (?:now |already |still |currently )?(?:running|operating|under ?way|being|in operation|in service|in use|at work|used)|under construction"
            r"|(?:now|currently|already) (?:runs?|operates?|uses?|serves?|supplies|manages?|handles?)|since (?:then|last|20\d\d|[A-Z][a-z]+))\b",
            "weighing": r"\b(?:consider|mull|weigh|in talks|(?<=[a-z] )may\b|could\b|study(?:ing)? (?:the|a|whether))",
            "finished": r"\b(?:complet(?:ed|ion ceremony)|finished|handed over|wrapped up|took delivery|dedicated)",
            "stopped": r"\b(?:scrap|cancel|shelv|abandon|withdr|pull(?:ed|ing) out|giv(?:e|ing) up|gave up|walk(?:ed|ing) away|shut(?:ting)? (?:it |the [a-z]+ )?down|terminat|dropped|called off|suspend|on hold)",
            "more_to_come": r"\b(?:expand|phases?|second stage|next stage|remaining|the rest|roll(?:ed|ing)? out to|other (?:plants|sites|cities|yards|lines)|follow-up)",
            "plant": r"commercial operation|entered service",
            "late": r"\b(?:delay|postpone|slip)",
        }
    ),
}
_LONG_AGO = 330  # days


def status_signs(events: Sequence[Event], cluster: Cluster, ruled: str, context: Context) -> Iterator[Sign]:
    """Signs for the scale `status`, before each the status that it is held against. ruled: the status by the rules."""
    found: dict[str, float] = {"always": 1, f"ruled_{ruled}": 1}
    for event in events:
        found[f"{event.modality}_{event.kind}"] = 1
    done = [e for e in events if e.modality == "happened"]
    if done:
        last = max(done, key=lambda e: (e.date.last if e.date else context.published, e.start))
        found[f"last_{last.kind}"] = 1
        if last.date and (context.published - last.date.last).days > _LONG_AGO:
            found["last_long_ago"] = 1
            found[f"last_long_ago_{last.kind}"] = 1
    else:
        found["nothing_done"] = 1
    ahead = [e for e in events if e.modality == "planned" and e.date and e.date.last > context.published]
    if ahead:
        found["plans_ahead"] = 1
    behind = [e for e in events if e.modality == "planned" and e.date and e.date.last <= context.published]
    if behind:
        found["plans_behind"] = 1
    for event in behind:
        found[f"behind_{event.kind}"] = 1
    kinds = {e.kind for e in done}
    if len(kinds) == 1:
        found[f"only_{next(iter(kinds))}"] = 1
        if not ahead:
            found[f"only_{next(iter(kinds))}_no_plans"] = 1
    for event in ahead:
        found[f"ahead_{event.kind}"] = 1
    if all(e.modality == "possible" for e in events):
        found["all_possible"] = 1
    text = " ".join(context.sentences[i].text for i in sorted(cluster.sentences))
    for name in _WORDS[context.language].find(text):
        found[f"says_{name}"] = 1
    yield from found.items()
