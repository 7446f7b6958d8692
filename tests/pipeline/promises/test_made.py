"""Which act made a promise: where the dotted line of a timeline begins."""

from tests.timeline.test_entries import AGREED, PLANNED, entry
from tracker.pipeline.promises.made import find_promise


def test_a_promise_is_led_to_by_the_latest_promising_act_before_it() -> None:
    later = entry("b", "contract", "happened", "2018-09-01")
    after = entry("c", "contract", "happened", "2019-12-01")
    assert find_promise(PLANNED, [AGREED, later, after, PLANNED]) == "b"


def test_what_has_happened_was_promised_by_nothing() -> None:
    assert find_promise(AGREED, [AGREED]) == ""


def test_an_undated_promise_has_no_line() -> None:
    assert find_promise(entry("p", "target", "planned", None), [AGREED]) == ""
