"""The groups and organizations of a made-up world. No name of them is that of a real one, as far as could be seen."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

from tracker.pipeline.merge.gazetteer import PROVINCES
from tracker.worlds.records import GROUPS, ORGANIZATIONS, Cast, MadeGroup, MadeName, MadeOrganization, Membership

AFFILIATES = 1_310
FEWEST_AFFILIATES = 3
FORMERLY, MOVED = 0.15, 0.08  # shares of the affiliates that had another name, that joined or left

# Made of two words each, in Korean and as English prints them.
FIRST = ("가온", "Gaon"), ("나래", "Narae"), ("다솔", "Dasol"), ("라온", "Raon"), ("새론", "Saeron"), ("바름", "Bareum"), (
    "아람", "Aram"), ("자람", "Jaram"), ("찬솔", "Chansol"), ("해온", "Haeon")  # fmt: skip
SECOND = ("누리", "Nuri"), ("벼리", "Byeori"), ("미르", "Mir"), ("나루", "Naru"), ("해솔", "Haesol"), ("두리", "Duri"), (
    "이든", "Ideun"), ("여울", "Yeoul"), ("슬기", "Seulgi")  # fmt: skip
TRADES = (
    ("전자", "Electronics"), ("중공업", "Heavy Industries"), ("건설", "Construction"), ("에너지", "Energy"),
    ("화학", "Chemical"), ("정보기술", "IT"), ("물산", "Trading"), ("모빌리티", "Mobility"), ("통신", "Telecom"),
    ("소재", "Materials"), ("기전", "Electric"), ("물류", "Logistics"), ("시스템", "Systems"), ("바이오", "Bio"),
    ("엔지니어링", "Engineering"), ("솔루션", "Solutions"), ("파워", "Power"), ("정밀", "Precision"), ("제철", "Steel"),
    ("조선", "Shipbuilding"),
)  # fmt: skip
REGIONS = ("", ""), ("동부", "East "), ("서부", "West "), ("글로벌", "Global ")
MAKERS = (
    ("테크", "Tech"), ("로보틱스", "Robotics"), ("데이터", "Data"), ("센서", "Sensor"), ("그리드", "Grid"),
    ("배터리", "Battery"), ("클라우드", "Cloud"), ("오토메이션", "Automation"), ("비전", "Vision"), ("네트워크", "Network"),
)  # fmt: skip
THIRD = ("한결", "Hangyeol"), ("도담", "Dodam"), ("보늬", "Bonui"), ("윤슬", "Yunseul"), ("시나브로", "Sinabro"), (
    "온새미", "Onsaemi"), ("마루한", "Maruhan"), ("그린내", "Geurinnae"), ("달품", "Dalpum"), ("예그리나", "Yegrina")  # fmt: skip


def towns() -> list[str]:
    """Towns of Korea by their stems."""
    return [town for row in PROVINCES.strip().splitlines() for town in row.split("|")[2].split()]


def make_cast(seed: int) -> Cast:
    """The same seed makes the same cast."""
    pick = random.Random(f"{seed}/cast")
    words = [(a[0] + b[0], f"{a[1]} {b[1]}") for a, b in product(FIRST, SECOND)]
    pick.shuffle(words)
    groups = tuple(
        MadeGroup(f"made-{english.lower().replace(' ', '-')}", f"{name}그룹", f"{english} Group")
        for name, english in words[:GROUPS]
    )
    organizations: list[MadeOrganization] = []
    affiliates: list[list[int]] = []
    for number, (group, (word, english)) in enumerate(zip(groups, words, strict=False)):
        whole = MadeOrganization(
            f"{group.slug}-group", "company", group.name, group.english, (MadeName(group.name),),
            (Membership(number),), stands_for=number,
        )  # fmt: skip
        organizations.append(whole)
        affiliates.append([])
        for name, trade in _trades(_members(number)):
            affiliates[number].append(len(organizations))
            organizations.append(_affiliate(pick, number, (word + name, f"{english} {trade}"), group.slug))
    partners = tuple(range(len(organizations), ORGANIZATIONS))
    named = list(_partners())
    pick.shuffle(named)
    for number, (kind, name, english) in enumerate(named[: len(partners)]):
        organizations.append(MadeOrganization(f"made-partner-{number}", kind, name, english, (MadeName(name),)))
    return Cast(groups, tuple(organizations), tuple(map(tuple, affiliates)), partners)


def _members(group: int) -> int:
    """How many affiliates the group has: few have many, and all of them together as many as AFFILIATES says."""
    weights = [1 / math.sqrt(number + 1) for number in range(GROUPS)]
    left = AFFILIATES - FEWEST_AFFILIATES * GROUPS
    ends = [round(left * sum(weights[:number]) / sum(weights)) for number in (group, group + 1)]
    return FEWEST_AFFILIATES + ends[1] - ends[0]


def _trades(many: int) -> Iterator[tuple[str, str]]:
    named = ((region[0] + trade[0], region[1] + trade[1]) for region, trade in product(REGIONS, TRADES))
    return (one for _number, one in zip(range(many), named, strict=False))


def _affiliate(pick: random.Random, group: int, name: tuple[str, str], slug: str) -> MadeOrganization:
    names: tuple[MadeName, ...] = (MadeName(name[0]),)
    day = date(2012, 1, 1) + timedelta(days=pick.randrange(12 * 365))
    if pick.random() < FORMERLY:
        names = (MadeName(f"옛{name[0]}", None, day), MadeName(name[0], day))
    member = Membership(group)
    if pick.random() < MOVED:
        member = Membership(group, day) if pick.random() < 0.5 else Membership(group, None, day)
    ending = name[1].lower().replace(" ", "-")
    return MadeOrganization(f"{slug[:5]}{ending}", "company", name[0], name[1], names, (member,))


def _partners() -> Iterator[tuple[str, str, str]]:
    """(kind, name, English name) of organizations that belong to no group; more than are needed."""
    for town in towns():
        yield "government", f"새{town}시", f"New {town} City"
    for word, english in (*THIRD, *FIRST):
        for kind, name, meaning in (
            ("public_institution", "공사", "Corporation"), ("public_institution", "진흥원", "Agency"),
            ("university", "대학교", "University"), ("research_institute", "기술연구원", "Institute of Technology"),
            ("association", "산업협회", "Industry Association"), ("consortium", "컨소시엄", "Consortium"),
        ):  # fmt: skip
            yield kind, word + name, f"{english} {meaning}"
    for first, third, maker in product(SECOND, THIRD, MAKERS):
        yield "company", third[0] + first[0] + maker[0], f"{third[1]} {first[1]} {maker[1]}"
    for first, third, (name, english) in product(FIRST, THIRD, MAKERS[:8]):
        yield "company", first[0] + third[0] + name, f"{first[1]} {third[1]} {english}"
