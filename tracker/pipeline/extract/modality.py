"""How sure the text is of an act: happened, planned or possible, read from what follows the trigger."""

from __future__ import annotations

import re

from .hangul import ENDS_IN_L, ENDS_IN_N, PAST
from .layers import Reading, Sentence, Trigger

# The first of these after the trigger decides; alternatives at one place are tried in this order.
_MARK = re.compile(
    rf"(?P<possible>수\s?도 (?:있|밖에)|수(?:는)? 있을 것|수 있|가능성|관측|저울질|점쳐|검토|여부|가능(?:할|하다|해)|열어두|열어 두|열어놓|[{ENDS_IN_L}]지(?:는|가|도|에)? ?(?:주목|관심|미지수|불투명|안갯속|두고 봐)|안갯속|미지수|고려(?:하고|중|한다)|거론|만지작|기대(?:된다|를 모)|불투명|할지|될지|지를 (?:결정|따지|놓고)|들여다보|따져보|따져 보|살펴보고|엿보|말이 나온|얘기가 나온|관측이|말이 (?:돈|나돈|나돌))"
    rf"|(?P<missed>[{PAST}]어야|계획대로라면|예정이었|계획이었|목표였|일정이었|조건이었|것이었|지키기 어려)"
    r"|(?P<planned>기로\s?(?:했|한|하고|하면서|하며|합의|뜻|결정|방침|가닥)|키로\s?(?:했|한|하고)|예정|계획|방침|목표|구상|일정|전망|"
    r"겠다|겠다고|겠다는|추진(?:하고 있|한다|할|중)|조건|방식(?!으로)|나선다|채비를|준비(?:하고|중)|내걸|예고(?:했|하|한)|못 ?박|(?:으로|로) (?:[^\n]{0,4} )?(?:잡았|잡고|잡혔|정했|미뤄(?!질 수)|미뤘|늦춰(?!질 수)|늦췄|밀렸|연기(?!될 수|할 수)|앞당(?!길 수|겨질 수))|(?:[년월일말초]|분기|반기|이후)(?:으로|로) (?:[^\n]{0,6} )?(?:조정|수정|변경|바뀌|바뀐|바꿨|순연|넘겼)|약속(?:했|한|하)|공언|장담|것이 뼈대|것을 골자|것으로 (?:보인|예상|전망|기대)|뜻을)"
    rf"|(?P<future>[{ENDS_IN_L}]\s?(?:것|계획|예정|방침|전망|작정)|게 된다)"
    rf"|(?P<past>[{PAST}](?:다|고|으며|지만|으나|던|는데|을|음|다가)|[가-힣]고 있다|[가-힣]고 있는|만이다|였다|중이다|중이라|중인)"
)
# "시작될 것이라는 얘기가 나온다", "맺을 것으로 점쳐진다"
_RUMOUR = re.compile(
    r"^[^.\n]{0,12}?(?:것|거)(?:이?라는|이?란|으로|이라고|이) (?:[^\s.]{1,4} )?(?:관측|점쳐|얘기|이야기|말[이도] |소문|우려|지적|분석이 나)"
)
# "착공하려 했으나", "착공한다는 청사진이었지만": meant, whether or not it came about.
_MEANT = re.compile(
    rf"^\S{{0,3}}?(?:려고? (?:했|하)|려던|려다)|^\S{{0,3}}?[{ENDS_IN_N}](?<![{PAST}])다(?:는|던) (?:계획|구상|방침|목표|청사진|포부|복안|전략|일정|각오|약속|로드맵|밑그림)"
)
# Where an item ends in the act itself: "2024.03 착공, 2025.12 준공 예정".
_ITEM_END = re.compile(r"^\s?(?:\([^)\n]{0,10}\))?\s?(?:$|[,·▲△▶◇◆→…/;])")
_ACT_NOUN = re.compile(
    r"(?:[착준완]공|체결|설립|출범|선정|개통|개소|개관|개장|개원|가동|개시|착수|수주|완료|종료|지정|도입|구축|발족|신설|인수|출시|결렬|철회|무산|백지화"
    r"|운영|운전|서비스|협약|계약|MOU|실증|투자|합의|중단|양산|상용화|공개|발표|입주|확대|달성|교환|서명)$"
)
_SHARED_PLAN = re.compile(r"목표|계획|청사진|일정|구상|약속|공언")
_PRESENT = re.compile(
    r"(?:[가-힣]다(?:는|고|며)?(?=[ .,\"”’']|$)|(?:는|할|될) (?:것|일|사업|작업|곳|방안|길)(?:이|을|은|로))"
)
_OWN_PAST = re.compile(rf"^\S{{0,6}}?[{PAST}](?:다|고|으며|지만|으나|던|는데|을|다가)")
_OWN_DONE = re.compile(rf"^(?:은|한|된|인|연|열린|뜬|들어간|끝난|[{ENDS_IN_N}])(?: 것을| 뒤| 데| 지|\s)")
_EUL = "맺받짓찾넣갖잡얻뽑짚"  # 맺 + 을: a predicate; elsewhere 을 after a trigger is the particle
_TAKES_EUL = frozenset(_EUL)
_OWN_FUTURE = re.compile(rf"^\S{{0,3}}?(?:(?![를을])[{ENDS_IN_L}]|(?<=[{_EUL}])을)\s(?!수|때)")
_NOUN_IN_L = re.compile(r"(?:체결|[건개신증가]설|개발|출발|수출|조달|실)$")
_AT_THE_TIME = re.compile(r"^식?\s(?:당시|때|직후|이후|이래|후)(?=[ ,에의])")
_OWN_HABIT = re.compile(r"^\S{0,4}?(?:는|하는|되는)\s")
_OWN_PLAN = re.compile(r"(?:[할을될낼놓] ?)(?:계획|예정|방침|것)$|하기로$|키로$")
_NOUN_PLAN = re.compile(r"^(?:\s?(?:시점|시기|목표|예정|계획|일정|연기))")
_CONNECTIVE = re.compile(
    r"^\S{0,3}?(?:고|며|면서|어|아|여|해|서|워|려|뤄|혀|꿔)(?=[ ,])|^(?:면서|하며|하고|해)(?=[ ,])"
)

_CAN = re.compile(r"\s수(?:도|는)?\s?(?:있|밖)")
# "당시 계획은 올해 3분기 착공, 2026년 시운전이었다"
_PLAN_WAS = re.compile(r"(?:계획|일정|목표|구상|청사진)(?:은|는|상|대로라면|에 따르면)\s[^.\n]{0,60}$")
_OTHER_DATE = re.compile(r"\d{1,4}년|\d{1,2}월|내년|올해|하반기|상반기|분기")

# Signing comes before whatever the rest of the sentence promises.
_JOINS = frozenset("여해고며서워려")  # the trigger itself ends in a connective: "사들여", "체결하고"
_SIGNED = frozenset({"agreement", "contract", "announcement", "investment"})
_ONGOING = frozenset({"talks", "pilot", "launch"})


# "진출하지 않기로 했다", "지을 계획이 없다", "체결했다는 보도를 부인했다", "검토한 바 없다", "착공 시점은 아직 정해지지 않았다"
_DENIED = re.compile(
    r"^(?:\s?(?:일정|시기|시점|계획|여부|날짜)(?:을|를|은|는|이|가|도)? )?[^,\n]{0,4}?지(?:는|도)? (?:않|못)"
    r"|^(?:설|여부)?(?:은|는|이|가|에 대해)? ?[^,\n]{0,8}?(?:사실무근|사실이 아니|사실과 다르|확인해 줄 수 없|결정된 바 없|정해진 바 없)"
    r"|^\S{0,3}?는 ?대로[ ,]|^ 경우|^[은는이가]? ?물 건너|^ ?(?:바|적|사실)(?:는|가|도|이|은)? ?없"
    rf"|^[^,\n]{{0,12}}?(?:계획|방침|예정|생각|의사|뜻)(?:은|이|도|조차)? (?:전혀 |아직 )?없|^[^,\n]{{0,12}}?[{ENDS_IN_N}{ENDS_IN_L}] ?(?:바|적|사실)(?:는|가|도|이|은)? ?없"
    r"|^[^,\n]{0,24}?(?:보도|소문|관측|일각의 주장|의혹|[다라]는 설)(?:은|는|을|를|이|가|에|에 대해)? [^,\n]{0,20}?(?:부인|일축|사실무근|사실이 아니|사실과 다르)"
    r"|^[^,\n]{0,10}?(?:은|는|이|가|도) (?:아직 )?(?:정해지지|확정되지|결정되지|확정하지|정하지) (?:않|못)"
)

_REACH = 300  # characters after a trigger in which its predicate is looked for
_ENDS_IN_PLAN = re.compile(r"(?:계획|방침|예정|생각|의사|구상)$")
_NONE = re.compile(r"^(?:은|이|도)? (?:전혀 |아직 )?없")


def read_modality(sentence: Sentence, trigger: Trigger) -> Reading | None:
    """What the wording after the trigger says, before any date is considered. None: the text denies the act."""
    tail = sentence.text[trigger.end - sentence.start :][:_REACH]
    planned = bool(_ENDS_IN_PLAN.search(sentence.text[trigger.start - sentence.start : trigger.end - sentence.start]))
    if _DENIED.match(tail) or (planned and _NONE.match(tail)):
        return None
    if trigger.modality:
        mark = _MARK.search(tail[:60]) if trigger.modality == "planned" else None
        return Reading("possible" if mark and mark.lastgroup == "possible" else trigger.modality, "wording")
    stem = sentence.text[max(0, trigger.end - sentence.start - 3) : trigger.end - sentence.start]
    if re.match(r"^\s?(?:수|수도|수는)? ?있", tail) and stem.endswith((" 수", "수")):
        return Reading("possible", "can")
    act = sentence.text[trigger.start - sentence.start : trigger.end - sentence.start]
    if _OWN_PLAN.search(act) or (trigger.kind not in _SIGNED and act.endswith(("기로 했", "기로 한"))):
        return Reading("planned", "own-plan")
    if _PLAN_WAS.search(sentence.text[: trigger.start - sentence.start]):
        return Reading("planned", "plan-was")
    if stem.endswith(("고 있", "중이", "중인")) or (stem.endswith("고") and tail.startswith(" 있")):
        return Reading("happened" if trigger.kind in _ONGOING else "planned", "going-on")
    if stem and stem[-1] in ENDS_IN_L and _CAN.match(tail):
        return Reading("possible", "can")
    item = _item(act, tail)
    if item:
        return item
    if _RUMOUR.match(tail):
        return Reading("possible", "rumour")
    if _MEANT.match(tail):
        return Reading("planned", "meant")
    own = _own_ending(stem, tail, trigger.kind)
    if own:
        return own
    mark = _MARK.search(tail)
    present = _PRESENT.search(stem[-1:] + tail)
    if mark and not (present and present.end() - 1 < mark.start() - 6):
        if mark.lastgroup == "possible" and _OTHER_DATE.search(tail[: mark.start()]) and _CONNECTIVE.match(tail):
            return Reading("planned", "mark-of-other-act")
        return _reading(mark)
    if trigger.kind in _ONGOING and re.match(r"^\S{0,4}고 있", tail):
        return Reading("happened", "going-on")
    return Reading("planned" if present else "happened", "present-tense" if present else "no-mark")


def _to_come(stem: str) -> bool:
    """ "완공될", "맺을", but neither "체결" nor "계약을"."""
    if stem[-1:] in {"을", "를"}:
        return stem[-2:-1] in _TAKES_EUL and stem[-1] == "을"
    return stem[-1:] in ENDS_IN_L and bool(stem) and not _NOUN_IN_L.search(stem)


def _item(act: str, tail: str) -> Reading | None:
    """An act that ends its item of a list: done or planned, as its date says, unless the list is of plans."""
    if not (_ITEM_END.match(tail) or tail.lstrip()[:1] in {":", "："}) or not _ACT_NOUN.search(act):
        return None
    return Reading("planned", "listed-plan") if _SHARED_PLAN.search(tail[:60]) else Reading("happened", "listed")


def _own_ending(stem: str, tail: str, kind: str) -> Reading | None:
    """The ending of the trigger's own predicate, where it decides."""
    last = stem[-1:] if stem else ""
    noun_plan = _NOUN_PLAN.match(tail)
    if noun_plan and kind not in _SIGNED:
        mark = _MARK.search(tail, noun_plan.end())
        possible = mark is not None and mark.lastgroup == "possible"
        return Reading("possible" if possible else "planned", "noun-plan")
    if _AT_THE_TIME.match(tail):
        return Reading("happened", "at-the-time")
    if last in ENDS_IN_L and re.match(r"^ (?:가능성|공산|여지)", tail):
        return Reading("possible", "can")
    if re.match(r"^\S{0,4}(?:기로|키로)", tail) or stem.endswith("기로"):
        return Reading("planned", "decided-to-do")
    if last and last in PAST and not tail.startswith(("어야", "을 수")):
        return Reading("happened", "past-ending")
    if _OWN_PAST.match(tail):
        return Reading("happened", "past-ending")
    # "착공은 … 밀릴 수도 있다": a noun and its particle, no predicate as in "맺은"
    topic = tail.startswith("은 ") and last not in _TAKES_EUL
    if (_OWN_DONE.match(tail) and not topic) or (last and last in ENDS_IN_N and tail.startswith(" ")):
        return Reading("happened", "done-adnominal")
    if re.match(r"^\S{0,4}고 있", tail):
        return Reading("happened" if kind in _ONGOING else "planned", "going-on")
    if kind in _SIGNED and (_CONNECTIVE.match(tail) or (last in _JOINS and tail.startswith((" ", ",")))):
        return Reading("happened", "signed-and")
    if re.match(rf"^\S{{0,3}}?[{ENDS_IN_L}] 수", tail):
        return Reading("possible", "can")
    if tail.startswith(("을 ", "를 ", "식을 ")):
        return Reading("planned", "future-adnominal") if last in _TAKES_EUL else None
    if _OWN_FUTURE.match(tail) or (_to_come(stem) and tail.startswith(" ")):
        return Reading("planned", "future-adnominal")
    return None


def _reading(mark: re.Match[str]) -> Reading:
    name = mark.lastgroup or ""
    if name in {"missed", "future"}:
        return Reading("planned", f"mark-{name}")
    if name == "past":
        return Reading("happened", "mark-past")
    return Reading(name, f"mark-{name}")
