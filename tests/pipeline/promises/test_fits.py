"""Which sentences tell a plan of the past, and which say that a date was put off."""

import pytest

from tracker.pipeline.promises.fits import says_put_off, says_recalled


@pytest.mark.parametrize(
    "sentence",
    [
        "계약 때 못 박은 준공 시점은 올해 12월 말이었다",
        "올해 3월 착공할 예정이었지만",
        "애초 2025년 상반기로 잡았던 완공",
        "그해 안에 완공할 계획이었지만",
        "당초 예정보다 넉 달 앞섰다",
        "It was supposed to be running by December 2019",
        "completion had been promised for the end of 2022",
        "Under the original timetable they were to set up a joint company in 2019",
    ],
)
def test_sentences_that_tell_a_plan_of_the_past(sentence: str) -> None:
    assert says_recalled(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "내년 12월 31일 준공될 예정이다",
        "2025년까지 전 공장을 스마트화하는 것이 목표다",
        "애초 내년 상반기로 잡았던 완공 시점은 내년 하반기로 밀렸다",  # it states the new date
        "The plant is due to open in 2020",
        "The company said the plant was due to open in 2020",
        "포스코는 오는 9월 공사를 시작할 계획이다",
    ],
)
def test_sentences_that_do_not(sentence: str) -> None:
    assert not says_recalled(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "완공 시점은 내년 하반기로 밀렸다",
        "착공을 12월로 미뤘다",
        "준공이 1년 늦춰졌다",
        "Completion has been put off to 2028",
        "the start slipped to 2020",
    ],
)
def test_sentences_that_put_off(sentence: str) -> None:
    assert says_put_off(sentence)
