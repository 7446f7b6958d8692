"""What `make bench` measures can be measured: on a very small world, without looking at the values."""

from typing import Any

import pytest

from tests.bench import run, site
from tests.bench.figure import Figure
from tests.commands.terminal import manage


@pytest.mark.django_db
def test_every_page_of_the_list_answers_over_a_made_up_world(monkeypatch: pytest.MonkeyPatch) -> None:
    manage("generate", scale=0.002)
    monkeypatch.setattr(site, "ROUNDS", 1)
    measured = site.measure()
    assert set(site.PAGES) <= set(measured["pages"])
    assert all(page["seconds"] > 0 and page["queries"] > 0 for page in measured["pages"].values())
    assert measured["pages"]["group"]["fragment"] < measured["pages"]["group"]["html"]
    figures = list(site.figures(measured, measured, "×1", "×10"))
    growth = [figure.value for figure in figures if figure.name.endswith("×10 / ×1")]
    assert growth == [1.0] * len(measured["pages"])


def test_a_part_that_there_is_not_is_refused_with_those_that_there_are(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BENCH_ONLY", "pages,bread")
    assert run.main() == 2
    assert "no part bread; there are pipeline, archives, queue, merging, pages, load, visits" in capsys.readouterr().out


def test_parts_can_be_run_alone_and_one_figure_beyond_its_limit_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setattr(run, "PARTS", {"one": lambda: [Figure("slow", 2, "s", 1)], "other": lambda: 1 / 0})
    monkeypatch.setenv("BENCH_ONLY", "one")
    assert run.main() == 1
    assert capsys.readouterr().out.splitlines()[-1].endswith("NO")
