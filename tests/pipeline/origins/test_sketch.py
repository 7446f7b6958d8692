"""An edited text is found again by a few numbers, and no other text is taken for it."""

import itertools
import random
import subprocess
import sys

import pytest

from tests.pipeline.origins.edits import EDITS, gold_texts, sample_texts
from tracker.pipeline.origins.group import group_sketches
from tracker.pipeline.origins.sketch import (
    KEYS,
    SIZE,
    is_same_text,
    keys_of,
    likeness,
    pack_sketch,
    sketch_text,
    unpack_sketch,
)

# Accounts of one event that are edits of one text; all other pairs are texts of their own.
REWRITES = {("ko-s06", "ko-s07")}
FLOORS = dict.fromkeys(EDITS, 0.99)
SEEDS = 3


def recall(edit: str) -> float:
    """How many edited sample texts are found by an indexed number and taken for the same."""
    found = []
    for (name, text), seed in itertools.product(sample_texts().items(), range(SEEDS)):
        one = sketch_text(text)
        other = sketch_text(EDITS[edit](text, random.Random(f"{name} {seed}")))
        found.append(bool(set(keys_of(one)) & set(keys_of(other))) and is_same_text(one, other))
    return sum(found) / len(found)


@pytest.mark.parametrize("edit", EDITS)
def test_edited_texts_are_found_again(edit: str) -> None:
    assert recall(edit) >= FLOORS[edit]


def test_no_two_articles_are_taken_for_one_but_real_rewrites() -> None:
    sketches = {name: sketch_text(text) for name, text in {**sample_texts(), **gold_texts()}.items()}
    same = {pair for pair in itertools.combinations(sorted(sketches), 2) if is_same_text(*(sketches[n] for n in pair))}
    assert same == REWRITES
    assert len(sketches) > 100


def test_a_sketch_is_small_sorted_and_keeps_its_form_in_bytes() -> None:
    sketch = sketch_text(next(iter(sample_texts().values())))
    assert len(sketch) == SIZE
    assert list(sketch) == sorted(set(sketch))
    assert max(sketch) < 2**60
    assert unpack_sketch(pack_sketch(sketch)) == sketch
    assert len(keys_of(sketch)) == KEYS


def test_it_is_the_same_in_another_process() -> None:
    text = "포스코는 포항에서 스마트시티 통합플랫폼 공사를 시작한다고 밝혔다. 계약 금액은 327억원이며 내년에 마친다. 두 기관은 앞으로도 협력한다."
    program = f"from tracker.pipeline.origins.sketch import sketch_text; print(sketch_text({text!r}))"
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == str(sketch_text(text))
    assert sketch_text(text)


def test_blanks_case_punctuation_and_unicode_forms_do_not_count() -> None:
    text = "LG CNS는 세종시와 스마트시티 국가시범도시 사업 협약을 맺었다. 두 기관은 2021년까지 통합 플랫폼을 짓고 시민에게 연다."
    other = text.replace(" ", "  ").replace(".", " …").lower().replace("CNS", "ＣＮＳ")
    assert likeness(sketch_text(text), sketch_text(other)) == 1.0


@pytest.mark.parametrize("text", ["", "짧다", "\ud800" * 50, "가" * 1000])
def test_a_text_that_says_too_little_has_no_sketch_and_is_like_nothing(text: str) -> None:
    assert sketch_text(text) == ()
    assert not is_same_text((), ())


def test_texts_are_grouped_by_what_hangs_together() -> None:
    one, two, *_ = map(sketch_text, list(sample_texts().values())[:2])
    edited = sketch_text(EDITS["sentences dropped"](next(iter(sample_texts().values())), random.Random(1)))
    assert group_sketches({5: one, 7: edited, 6: two, 8: (), 9: ()}) == [{5, 7}, {6}, {8}, {9}]
