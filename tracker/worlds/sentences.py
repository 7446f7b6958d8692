"""The sentences in which a made-up article states its facts, in Korean or English."""

from __future__ import annotations

from dataclasses import dataclass

# {lead} who, {who} who with its particle, {partner}, {with_partner}, {town}, {thing}, {object} with its particle, {day}
HAPPENED = {
    "talks": ("{who} {day} {with_partner} {town} {thing} 사업을 협의했다.", "{lead} held talks with {partner} on the {town} {thing} on {day}."),
    "agreement": ("{who} {day} {with_partner} {town} {thing} 업무협약을 맺었다.", "{lead} signed an agreement with {partner} on the {town} {thing} on {day}."),
    "contract": ("{who} {day} {with_partner} {town} {thing} 공급 계약을 맺었다.", "{lead} won a contract from {partner} for the {town} {thing} on {day}."),
    "investment": ("{who} {day} {town} {thing} 투자를 집행했다.", "{lead} invested in the {town} {thing} on {day}."),
    "organization": ("{who} {day} {town} {thing} 전담 조직을 꾸렸다.", "{lead} set up a unit for the {town} {thing} on {day}."),
    "pilot": ("{who} {day} {town} {thing} 실증을 시작했다.", "{lead} began a trial of the {town} {thing} on {day}."),
    "construction": ("{who} {day} {town} {thing} 공사에 들어갔다.", "{lead} broke ground on the {town} {thing} on {day}."),
    "launch": ("{who} {day} {town} {thing} 가동을 시작했다.", "{lead} put the {town} {thing} into operation on {day}."),
    "completion": ("{who} {day} {town} {thing} 준공식을 열었다.", "{lead} completed the {town} {thing} on {day}."),
    "announcement": ("{who} {day} {town} {thing} 계획을 발표했다.", "{lead} announced the {town} {thing} on {day}."),
    "cancellation": ("{who} {day} {town} {thing} 사업을 접었다.", "{lead} called off the {town} {thing} on {day}."),
}  # fmt: skip
PLANNED = {
    "construction": ("{who} {day}에 {town} {thing} 공사에 들어갈 계획이다.", "{lead} plans to break ground on the {town} {thing} in {day}."),
    "launch": ("{who} {day}까지 {town} {object} 가동할 계획이다.", "{lead} plans to put the {town} {thing} into operation by {day}."),
    "completion": ("{who} {day}까지 {town} {object} 완공할 계획이다.", "{lead} plans to complete the {town} {thing} by {day}."),
    "target": ("{who} {day}까지 {town} {object} 두 배로 늘릴 목표다.", "{lead} aims to double the share of the {town} {thing} by {day}."),
}  # fmt: skip
SLIPPED = ("{who} {town} {thing} 완공을 {day}로 미뤘다.", "{lead} postponed the {town} {thing} to {day}.")
POSSIBLE = ("{who} {day}에 {town} {object} 넓히는 방안을 살핀다.", "{lead} may expand the {town} {thing} in {day}.")
INTRODUCTION = ("{who} {with_partner} 함께 {town}에서 {object} 추진한다.", "{lead} is working with {partner} on the {town} {thing}.")  # fmt: skip
FILLERS = (
    ("설비마다 센서를 달아 고장을 미리 알아내고 전력을 아낀다.", "Sensors on every machine tell of faults early and save power."),
    ("자료는 한곳에 모아 현장에서 바로 살펴볼 수 있게 한다.", "The data are gathered in one place and can be seen on site."),
    ("지역 업체가 공사와 운영에 참여한다.", "Local firms take part in building and running it."),
    ("회사는 성과를 보아 다른 사업장으로 넓힐지 정한다.", "The company will decide on other sites once it sees results."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wording:
    """What the sentences of one article speak of."""

    english: bool
    lead: str
    partner: str
    town: str
    thing: str

    def say(self, pair: tuple[str, str], day: str = "") -> str:
        return pair[self.english].format(
            lead=self.lead,
            who=with_particle(self.lead, "은", "는"),
            partner=self.partner,
            with_partner=with_particle(self.partner, "과", "와"),
            town=self.town,
            thing=self.thing,
            object=with_particle(self.thing, "을", "를"),
            day=day,
        )


def with_particle(word: str, closed: str, opened: str) -> str:
    """The word with the particle that its last syllable asks for."""
    last = ord(word[-1]) - 0xAC00
    return word + (closed if 0 <= last < 11_172 and last % 28 else opened)


def date_in_words(value: str, english: bool) -> str:
    """A date as `records` writes it, as a Korean text prints it; English texts of this world print it as it is."""
    if english:
        return value
    if "/" in value:
        return "부터 ".join(date_in_words(part, english) for part in value.split("/"))
    year, *rest = value.split("-")
    words = f"{year}년"
    if rest and rest[0][0] == "Q":
        return f"{words} {rest[0][1]}분기"
    if rest and rest[0][0] == "H":
        return f"{words} {'상반기' if rest[0] == 'H1' else '하반기'}"
    return " ".join([words, *(f"{int(part)}{unit}" for part, unit in zip(rest, "월일", strict=False))])
