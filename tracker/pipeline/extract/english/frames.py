"""The role that an English verb frame gives: who selects, wins, supplies, receives, hosts, invests."""

from __future__ import annotations

import re
from dataclasses import dataclass

PUBLIC = frozenset({"government", "public_institution", "association"})
_BUILT = frozenset({"contract", "pilot", "launch", "completion", "construction", "agreement"})
_FILL = r"(?:[\w'’\-.]+ )"

_NAME_END = r"^(?: \([A-Z][A-Za-z&]{1,9}\))?(?:, [^,;]{3,80},)?,? (?:also |then |has |have |had |jointly |formally |on [A-Z][a-z]+ |last [a-z]+ ){0,3}"
_SELECTS_NOW = re.compile(
    _NAME_END
    + r"(?:(?:will |is to |to )?(?:pick(?:ed|s)?|chose|chosen|select(?:ed|s)?|hired|tapp?(?:ed|s)?|award(?:ed|s)?|order(?:ed|s)?|appoint(?:ed|s)?|designated|invited|tendered|contracted|placed an order|bought|purchased|took delivery|accepted)"
    r"|took over (?:the|its|a) (?:[a-z\-]+ ){0,3}(?:cent(?:er|re)|plant|system|network|facility|building|platform|station)|named (?=[A-Z])|commissioned (?=[A-Z])|enlisted (?=[A-Z]))\b(?! up\b)"
)
_SELECTS = re.compile(
    r"\b(?:picked|chose|chosen|selected|named|awarded|ordered|hired|tapped|appointed|designated|tender(?:ed)?|picks|selects|taps|awards|invited|contracted)\b(?! up\b)|\bcommissioned (?=[A-Z])"
)
_PASSIVE = re.compile(
    r"\b(?:was|were|been|be|is|are|being|get|got) (?:[a-z]+ly |also |then |jointly |finally )?(?:[a-z]+ed|chosen|built|won|made|taken|run|led|brought)\b"
)
MADE_BY = re.compile(
    rf"\b(?:developed|supplied|provided|built|designed|delivered|installed|made|manufactured|engineered|powered|furnished|produced|programmed|fitted)(?: [\w'’\-]+){{0,4}}? by {_FILL}{{0,5}}$"
    rf"|\b(?:using|uses?|with|runs? on|based on|equipped with|powered by)(?: [a-z0-9\-]+){{0,5}} (?:cells|batteries|robots|software|sensors|chips|technology|inverters|equipment|modules|components|servers|turbines|transformers) (?:from|of|by) {_FILL}{{0,4}}$"
)
_LED_BY = re.compile(rf"\b(?:led|headed|spearheaded)(?: jointly)? by {_FILL}{{0,4}}$")
_SELECTED_BY = re.compile(
    rf"\b(?:chosen|selected|picked|awarded|named|ordered|commissioned|hired|tapped|designated|called|tendered|appointed|invited|held|approved|contracted|shortlisted|placed|retained|engaged)(?: [\w'’\-,]+){{0,10}}? by {_FILL}{{0,4}}$"
)
PARTS_FROM = re.compile(
    rf"\b(?:[Cc]ells|[Bb]atteries|[Rr]obots|[Ss]oftware|[Ss]ensors|[Cc]hips|[Ii]nverters|[Ee]quipment|[Mm]odules|[Cc]omponents|[Ss]ervers|[Tt]urbines|[Tt]ransformers|[Cc]ameras|[Cc]ontrollers|[Mm]eters)(?: made| supplied| built| developed| come| came| will come| are bought)? (?:from|by) {_FILL}{{0,4}}$"
)
CALLED_BY = re.compile(
    rf"\b(?:tender|call|auction|bidding|project|programme|program)s?(?: [\w\-]+){{0,3}} (?:called|held|run|issued|ordered|commissioned|launched|put out) by {_FILL}{{0,4}}$|\b(?:commissioned|ordered|tendered|called) by {_FILL}{{0,4}}$"
)
_WORKS_FOR = re.compile(
    rf"\b(?:order|contract|deal|tender|bid|award|project|orders|contracts|job|mandate|letter of award|agreement|license|licence|approval|subcontract|commission|work)\b(?:[^,;]{{0,80}}) from {_FILL}{{0,5}}$"
)
_BUYS_FROM = re.compile(
    rf"\b(?:ordered|orders|ordering|order|bought|buys?|buying|purchas\w+|sourc\w+|procur\w+|leas\w+|licens(?:ed|es|ing)|import\w+)\b(?! (?:worth|for|valued|from))(?:[^,;]|,(?=\d)){{2,80}} from {_FILL}{{0,5}}$"
)
_AWARDED_TO = re.compile(
    rf"\b(?:award(?:ed|s|ing)?|gave|gives|given|hand(?:ed|s)?|grant(?:ed|s)?|let|went|goes|gone)\b[^;]{{0,60}}?(?:\b(?:contract|order|deal|job|project|work|tender|mandate|rights?|licen[cs]e)\b[^;]{{0,40}})? to {_FILL}{{0,4}}$"
)
_AWARD = re.compile(r"\b(?:contract|order|deal|job|tender|mandate|subcontract|project)\b")
_PLACED_WITH = re.compile(
    rf"\b(?:plac(?:ed|es|ing)|put)\b[^,;]{{0,50}} (?:orders?|contract) (?:[^,;]{{0,30}} )?with {_FILL}{{0,4}}$"
)
_DEAL_WITH = re.compile(
    r"\b(?:contract|order|orders|contracts|(?:supply|dispatch|lease|tolling|capacity) (?:deal|agreement)|purchase agreement|sales? (?:deal|agreement)|offtake agreement|PPA|deal to (?:supply|sell|build|deliver|provide)|to (?:supply|sell|deliver) )\b"
)
GIVES_TO = re.compile(
    r"\b(?:suppl(?:y|ies|ied|ying)|sell|sells|sold|selling|deliver(?:s|ed|ing)?|provid(?:e|es|ed|ing)|hand(?:s|ed|ing)?(?: over)?|export(?:s|ed)?|ship(?:s|ped)?|sale|supply|deliver(?:y|ies)|install(?:ed|s)?|leas(?:e|ed)|services)\b"
)
SUPPLIES = re.compile(
    r"^(?: \([A-Z][A-Za-z&]{1,9}\))?(?: of [A-Z][a-z]+)?(?:, [^,;.]{3,90},)? ?(?:(?:will|would|is to|are to|to|also|has|have|had|having|which|that|as|is|was|its|the|a|main|sole|is now) )*"
    r"(?:suppl(?:y|ies|ied|ying|ier)s?|provid(?:e|es|ed|ing|er)|deliver(?:s|ed|ing)?|install(?:s|ed|ing)?|furnish(?:es|ed|ing)?|ship(?:s|ped|ping)?|(?:been )?taken on|contribut(?:e|es|ed|ing)|manufactur(?:e|es|ed)|contractor|sub-?contractor|brought in|came on board|signed on|makes the|made the|designed the|developed the|built the|writes the|wrote the)\b"
)
_SUPPLIES_NOW = re.compile(
    _NAME_END
    + r"(?:(?:will|would|is to|are to|has|also) )*(?:supply|supplied|supplies|provides?|provided|delivers?|delivered)\b"
)
VEHICLE = re.compile(
    r"\b(?:project company|joint venture|special[- ]purpose (?:company|vehicle)|venture|consortium),? (?:(?:to be |which is |tentatively |provisionally )?(?:named|called|known as|dubbed) )?$"
    r"|\b(?:venture|company|vehicle|consortium)\b[^.;]{0,80}, (?:to be |tentatively |provisionally )(?:named|called|known as|dubbed) $"
)
"""What carries the work out is named next."""
_BUILDS_FOR = re.compile(
    rf"\b(?:build|builds|built|building|set up|install|installs|supply|develop|design|construct|automate|operate)\b [^,;]{{2,70}} for {_FILL}{{0,3}}$"
)
SOLD_TO = re.compile(
    rf"\b(?:sell|sells|supply|supplies|deliver|delivers|provide|provides|feed|lease) [^,;]{{0,44}}?to {_FILL}{{0,3}}$"
)
_JOINED = re.compile(rf"\b(?:including|joined by|comprising|together with|alongside|along with) {_FILL}{{0,4}}$")
_TELLER = re.compile(r"^(?:\s?\([A-Z&]{2,8}\))? (?:said|says|told|added)\b")
_CALLS = re.compile(
    r"^['’]s (?:[\w\-]+ ){0,4}(?:order|tender|contract|call|bidding|auction|competition|programme|program)s?\b"
)
_HOSTS = re.compile(r"\b(?:calls? for|wants|tender|holds|operates|oversees|owns|hosts)\b")


@dataclass(frozen=True, slots=True)
class Frame:
    """What the grammar says of a name that is not the act's subject."""

    case: str
    act: str
    kind: str
    clause: str
    before: str
    after: str
    big: bool  # of a conglomerate
    led: bool  # a conglomerate is the act's subject
    told: bool  # the act has a subject of its own

    @property
    def side(self) -> str:
        return "lead" if self.big else "partner"


def subject_role(kind: str, after: str, act: str, *, big: bool, facing: bool, beside: bool) -> str:
    """The role of who does it. facing: it deals with a conglomerate; beside: it acts together with one."""
    if _SELECTS_NOW.match(after) and (not big or (facing and act in {"contract", "agreement"})):
        return "customer"
    passive = bool(_PASSIVE.search(after[:40]))
    gives = facing and kind == "company" and _SUPPLIES_NOW.match(after)
    if (
        not passive
        and not big
        and not beside
        and not gives
        and (_SELECTS.search(after[:60]) or (act == "contract" and facing))
    ):
        return "customer"
    if re.search(r"\b(?:brought in|came on board|signed on|subcontractor)\b", after[:60]):
        return "supplier"
    if big:
        return "lead"
    if gives:
        return "supplier"
    if re.search(r"\bcontractor\b", after[:60]):
        return "supplier"
    if kind == "company":
        hired = passive and not beside and _SELECTS.search(after[:60])
        return "supplier" if hired or SUPPLIES.match(after) else "partner"
    drives = kind == "public_institution" and act in {"contract", "construction", "completion", "launch", "agreement"}
    return "lead" if drives and not passive and not beside else "partner"


def owner_role(act: str, clause: str, *, big: bool, served: bool) -> str:
    """The role of whose plant it is. served: another conglomerate does the work there."""
    if act not in _BUILT:
        return "lead" if big and not served else ""
    if act == "contract" or served or GIVES_TO.search(clause):
        return "customer"
    return "lead" if big else ("customer" if act == "pilot" else "")


def object_role(frame: Frame) -> str:
    """The role of one who is named after a preposition or as an object."""
    if frame.case == "with" and SUPPLIES.match(frame.after) and not frame.after.startswith(" to "):
        return "supplier"
    handlers = {"from": _from, "with": _with, "to": _to, "genitive": _genitive, "at": _at}
    if frame.case in handlers:
        return handlers[frame.case](frame)
    if frame.case == "subject":  # of another clause before or after
        return _other_subject(frame)
    if frame.case == "object":
        if re.match(r" as (?:its|the|a|their) (?:[a-z\-]+ ){0,3}partner\b", frame.after):
            return frame.side
        return "supplier" if _SELECTS.search(frame.clause) and not frame.big else frame.side
    return ""


def _from(frame: Frame) -> str:
    if MADE_BY.search(frame.before):
        return "supplier"
    if re.search(rf"\bby {_FILL}{{0,4}}$", frame.before):
        if _LED_BY.search(frame.before):
            return "lead"
        return "customer" if _SELECTED_BY.search(frame.before) else frame.side
    if _BUYS_FROM.search(frame.before) and not re.search(
        r"\b(?:won|receiv|bagg|land|secur|clinch|obtain)", frame.before
    ):
        return "lead" if frame.big else "supplier"
    deal = frame.act == "contract" or bool(_DEAL_WITH.search(frame.clause))
    if deal or _WORKS_FOR.search(frame.before) or (frame.act in {"agreement", "pilot"} and frame.kind in PUBLIC):
        return "customer"
    return "supplier" if PARTS_FROM.search(frame.before) else frame.side


def _with(frame: Frame) -> str:
    if _JOINED.search(frame.before):
        return frame.side
    if _PLACED_WITH.search(frame.before):
        return "lead" if frame.big else "supplier"
    if frame.act == "contract" or (frame.act == "talks" and _DEAL_WITH.search(frame.clause) and not frame.big):
        return "customer" if frame.led or not frame.told or not frame.big else "lead"
    return frame.side


def _to(frame: Frame) -> str:
    if _AWARDED_TO.search(frame.before) and (_AWARD.search(frame.before) or "award" in frame.before):
        return "lead" if frame.big else "supplier"
    if frame.act == "investment":
        return "partner" if not frame.big else "lead"
    if GIVES_TO.search(frame.clause):
        return "lead" if frame.big and frame.told and not frame.led else "customer"
    if frame.big and frame.led and _BUILDS_FOR.search(frame.before):
        return "customer"
    if re.search(rf"\b(?:to|for) {_FILL}{{0,4}}$", frame.before):
        served = frame.act in _BUILT and (not frame.big or frame.led)
        return "customer" if frame.act == "contract" or frame.kind in PUBLIC or served else frame.side
    return "partner"


def _genitive(frame: Frame) -> str:
    if _CALLS.match(frame.after) and (not frame.big or frame.led):
        return "customer"
    if re.search(rf"\bround of {_FILL}{{0,3}}$", frame.before) and not frame.big:
        return "partner"
    if re.search(
        rf"\b(?:plants?|factory|yard|mill|line|site|buildings?|headquarters|campus) of {_FILL}{{0,3}}$", frame.before
    ):
        return owner_role(frame.act, frame.clause, big=frame.big, served=frame.led)
    if re.search(
        rf"\b(?:consortium|team|alliance|group|joint venture|partnership|grouping) of {_FILL}{{0,3}}$", frame.before
    ):
        return frame.side
    if re.search(rf"\bof {_FILL}{{0,3}}$", frame.before):
        return ""
    if frame.kind in PUBLIC and (_DEAL_WITH.search(frame.clause) or _SELECTS.search(frame.clause)):
        return "customer"
    return "lead" if frame.big and frame.act != "contract" else ""


def _at(frame: Frame) -> str:
    if frame.act == "investment" or re.search(r"\bin which (?:[\w&.,\- ]{2,60} )?$", frame.before):
        return frame.side
    if frame.kind in {"university", "research_institute"} or frame.act == "organization":
        return frame.side
    if frame.big:
        return "customer" if frame.led and frame.act in _BUILT else "lead"
    return "customer" if frame.kind != "government" else ""


def _other_subject(frame: Frame) -> str:
    if _TELLER.match(frame.after):
        return "lead" if frame.big else ""
    served = re.search(r"\b(?:to|for|at) (?:[a-z0-9\-]+ ){1,6}(?:that|which|where) $", frame.before)
    if served and frame.act in _BUILT and (frame.led or not frame.big):
        return "customer"
    if re.match(r"^(?: \([A-Z&]{2,8}\))? built\b", frame.after) and re.search(r"\b(?:which|that|whom) $", frame.before):
        return "supplier"
    if SUPPLIES.match(frame.after) and frame.told:
        return "supplier"
    if frame.kind in PUBLIC and _HOSTS.search(frame.after[:40]):
        return "customer"
    return frame.side
