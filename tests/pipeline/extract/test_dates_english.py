"""What the English date grammar reads. Published on Monday 17 November 2025 in Seoul where nothing else is said."""

import time
from datetime import datetime

import pytest

from tracker.pipeline.extract.dates import find_dates

PUBLISHED = "2025-11-17T08:00:00+09:00"


def read(text: str, published: str = PUBLISHED) -> list[str]:
    return [mention.date.value for mention in find_dates(text, "en", datetime.fromisoformat(published))]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It signed a deal on Oct. 17, 2023.", "2023-10-17"),
        ("It signed a deal on 17 October.", "2025-10-17"),
        ("It signed a deal on 17 October 2023.", "2023-10-17"),
        ("It signed a deal on Oct. 17.", "2025-10-17"),
        ("The firm said Sunday it won.", "2025-11-16"),
        ("It opened the plant last Friday.", "2025-11-14"),
        ("It will sign on Wednesday.", "2025-11-19"),
        ("It was founded last month.", "2025-10"),
        ("It signed late last month.", "2025-10"),
        ("It opened earlier this year.", "2025"),
        ("Sales begin early next year.", "2026"),
        ("It is to finish by the end of this year.", "2025"),
        ("It could slip to the second half of next year.", "2026-H2"),
        ("It starts in the first quarter of 2025.", "2025-Q1"),
        ("It starts in Q3 2024.", "2024-Q3"),
        ("It aims to double sales by 2030.", "2030"),
        ("The project was launched in 2021.", "2021"),
        ("It opens in mid-2026.", "2026"),
        ("It was built between 2022 and 2024.", "2022/2024"),
        ("It ran from 2022 to 2024.", "2022/2024"),
        ("It will invest over the next five years.", "2025/2029"),
        ("It will run the platform for five years from 2024.", "2024/2028"),
        ("They signed in September.", "2025-09"),
        ("It opens next summer.", "2026"),
        ("They met on March 6 this year.", "2025-03-06"),
        ("It won the order in August last year.", "2024-08"),
        ("It opened two years ago.", "2023"),
        ("Work began in May 2020.", "2020-05"),
        ("It filed yesterday.", "2025-11-16"),
        ("Their talks go back to last November.", "2024-11"),
        ("Foldables are to be unveiled in January.", "2026-01"),
    ],
)
def test_a_single_expression_becomes_a_date_no_more_precise_than_it_is(text: str, value: str) -> None:
    assert read(text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "It will come in the coming months.", "Profit rose from a year earlier.", "The firm may build it.",
        "It has 2000 workers and sold to 2000 homes.", "CES 2025 drew crowds.", "It is the first time in three years.",
        "They march on.", "It costs 2,024 won.",
    ],
)  # fmt: skip
def test_lengths_comparisons_and_names_are_no_dates(text: str) -> None:
    assert read(text) == []


def test_same_and_following_lean_on_an_earlier_date() -> None:
    assert read("It was founded in 2019 and construction was to begin the same year.") == ["2019", "2019"]
    assert read("It signed in 2019. The following year it broke ground.") == ["2019", "2020"]
    assert read("It opened on Nov. 14 and broke ground the same day.") == ["2025-11-14", "2025-11-14"]


def test_the_day_is_that_of_the_articles_own_offset() -> None:
    assert read("It filed today.", "2025-11-17T23:30:00-05:00") == ["2025-11-17"]


def test_sayings_and_deadlines_are_flagged() -> None:
    said, by = find_dates("The firm said Sunday it will finish by 2030.", "en", datetime.fromisoformat(PUBLISHED))
    assert (said.saying, said.deadline, by.saying, by.deadline) == (True, False, False, True)


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("unit", [" ", "1", "년월일", "삼성", "등·", "\n", "a"])
def test_time_stays_linear_on_a_hundred_thousand_hostile_characters(unit: str, language: str) -> None:
    text = unit * (100_000 // len(unit))
    began = time.process_time()
    find_dates(text, language, datetime.fromisoformat(PUBLISHED))
    assert time.process_time() - began < 0.5  # about 0.05 s
