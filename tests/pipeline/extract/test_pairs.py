"""A clever technique beside the place where it is used makes a sentence of a sector."""

import pytest

from tracker.pipeline.extract.pairs import find_pairs


@pytest.mark.parametrize(
    ("sentence", "sectors"),
    [
        ("여수 정유공장에 인공지능을 들여 고장을 미리 알아낸다", ("smart_factory",)),
        ("apply artificial intelligence to tire design and production", ("smart_factory",)),
        ("아파트 단지에 사물인터넷 센서를 단다", ("smart_city",)),
        ("디지털 기술로 전력 수요를 관리한다", ("smart_energy",)),
        ("a 480MWh battery will be built in San Antonio", ("smart_energy",)),
        ("공장 준공식에 임직원이 참석했다", ()),
        ("인공지능 반도체 수요가 늘었다", ()),
        ("전기차 배터리 매출이 늘었다", ()),
    ],
)
def test_technique_and_place_pair_up(sentence: str, sectors: tuple[str, ...]) -> None:
    assert find_pairs(sentence) == sectors
