"""What speaks for and against two initiatives being one, in words of the active language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as lazy

from tracker.models import MilestoneKind
from tracker.templatetags.wording import date_words

WORDS = {
    "the same place": lazy("같은 장소"),
    "the same region": lazy("같은 지역"),
    "names the place of the other": lazy("한쪽 기사가 다른 쪽의 장소를 말함"),
    "other places": lazy("다른 장소"),
    "the same name": lazy("같은 이름"),
    "the same words in the name": lazy("이름에 같은 말"),
    "names what the other is called": lazy("한쪽 기사가 다른 쪽의 이름을 말함"),
    "other names": lazy("다른 이름"),
    "the same kind of thing": lazy("같은 종류의 시설"),
    "names the kind of thing of the other": lazy("한쪽 기사가 다른 쪽의 시설 종류를 말함"),
    "another kind of thing": lazy("다른 종류의 시설"),
    "different editions": lazy("다른 회차"),
    "different years": lazy("다른 해의 사업"),
    "the same sentences within days": lazy("며칠 안에 같은 문장"),
    "the same date": lazy("같은 날짜"),
    "each reports its own act": lazy("저마다 다른 때의 일"),
    "different contracts": lazy("다른 계약"),
    "the one was over before the other began": lazy("한쪽이 끝난 뒤에 다른 쪽이 시작됨"),
    "the same amount": lazy("같은 금액"),
    "different amounts": lazy("다른 금액"),
    "the same capacity": lazy("같은 용량"),
    "different capacity": lazy("다른 용량"),
    "the same party": lazy("같은 참여 조직"),
    "the same customer": lazy("같은 발주처"),
    "names a party of the other": lazy("한쪽 기사가 다른 쪽의 참여 조직을 말함"),
    "another customer": lazy("다른 발주처"),
    "another lead": lazy("다른 주도 조직"),
    "other parties": lazy("다른 참여 조직"),
    "another affiliate": lazy("같은 기업집단의 다른 계열사"),
    "only the conglomerate in common": lazy("기업집단만 같음"),
    "different conglomerates": lazy("다른 기업집단"),
    "another conglomerate leads": lazy("주도하는 기업집단이 다름"),
    "led by different conglomerates": lazy("서로 다른 기업집단이 주도함"),
    "no sector in common": lazy("같은 분야가 없음"),
    "one article tells them apart": lazy("한 기사가 둘을 따로 말함"),
}
KINDS = {
    "digital_twin": lazy("디지털 트윈"),
    "solar": lazy("태양광"),
    "wind": lazy("풍력"),
    "storage": lazy("에너지 저장"),
    "hydrogen": lazy("수소"),
    "energy_island": lazy("에너지 자립섬"),
    "microgrid": lazy("마이크로그리드"),
    "smart_grid": lazy("스마트그리드"),
    "virtual_plant": lazy("가상발전소"),
    "charging": lazy("충전"),
    "energy_management": lazy("에너지 관리"),
    "metering": lazy("검침"),
    "geothermal": lazy("지열"),
    "logistics": lazy("물류"),
    "robots": lazy("로봇"),
    "apartments": lazy("아파트"),
    "campus": lazy("캠퍼스"),
    "home": lazy("스마트홈"),
    "building": lazy("건물"),
    "traffic": lazy("교통"),
    "parking": lazy("주차"),
    "control_centre": lazy("관제"),
    "steelworks": lazy("제철소"),
    "shipyard": lazy("조선소"),
    "smelter": lazy("제련소"),
    "refinery": lazy("정유"),
    "cathode": lazy("양극재"),
    "anode": lazy("음극재"),
    "network": lazy("통신망"),
    "super_app": lazy("슈퍼앱"),
    "small_firms": lazy("중소기업"),
    "research": lazy("연구"),
    "data_centre": lazy("데이터센터"),
    "water": lazy("물 관리"),
    "acquisition": lazy("인수"),
    "joint_venture": lazy("합작"),
}
_WEAK, _FIRM = 0.7, 1.4


@dataclass(frozen=True, slots=True)
class Told:
    """A reason in words. strength: 1 weak to 3 strong."""

    words: str
    about: str
    strength: int


def reasons_for(reasons: Iterable[tuple[str, str, float]]) -> list[Told]:
    """What speaks for it, the strongest first."""
    ranked = sorted((row for row in reasons if row[2] > 0), key=lambda row: -row[2])
    return [_told(words, about, weight) for words, about, weight in ranked]


def reasons_against(reasons: Iterable[tuple[str, str, float]]) -> list[Told]:
    """What speaks against it, the strongest first."""
    ranked = sorted((row for row in reasons if row[2] < 0), key=lambda row: row[2])
    return [_told(words, about, weight) for words, about, weight in ranked]


def _told(words: str, about: str, weight: float) -> Told:
    strength = 1 + (abs(weight) >= _WEAK) + (abs(weight) >= _FIRM)
    return Told(str(WORDS.get(words, words)), _about(words, about), strength)


def _about(words: str, about: str) -> str:
    if "kind of thing" in words:
        sides = [[str(KINDS.get(kind, kind)) for kind in side.split(", ")] for side in about.split(" / ")]
        return " / ".join(", ".join(side) for side in sides)
    if words in ("the same date", "each reports its own act"):
        kind, _, value = about.partition(" ")
        label = str(MilestoneKind(kind).label) if kind in MilestoneKind.values else kind
        return f"{label} {date_words(value)}".strip()
    return about
