"""manage.py load_catalog, and what lookup answers to odd questions."""

import io
import json

import pytest

from tests.commands.terminal import manage
from tracker.models import CatalogState, Group, Organization
from tracker.pipeline.link.catalog import CatalogError

LOOKUP_LINES = [
    ("null", "needs an object"),
    ('["포스코ICT"]', "needs an object"),
    ('{"name": 7}', "needs an object"),
    ('{"name": "포스코ICT", "date": []}', None),
    ('{"name": "포스코ICT", "date": "2017-13"}', "YYYY-MM"),
    ('{"name": "포스코ICT", "date": {"year": 2017}}', "a date is text"),
    ("{", "not JSON"),
    ("\ufeff" + '{"name": "포스코ICT"}', "not JSON"),
]


@pytest.mark.django_db
def test_loading_the_catalog_again_changes_nothing_and_says_so() -> None:
    before = CatalogState.objects.get().version, Organization.history.count()
    answer = manage("load_catalog")
    assert answer.out == "catalog: unchanged since it was last loaded\n"
    assert (CatalogState.objects.get().version, Organization.history.count()) == before


@pytest.mark.django_db
def test_files_that_changed_are_laid_over_the_rows_without_a_second_copy() -> None:
    counts = Group.objects.count(), Organization.objects.count(), Organization.history.count()
    CatalogState.objects.update(files_hash="older files")
    Group.objects.filter(slug="posco").update(name="옛 이름")
    answer = manage("load_catalog")
    assert answer.out.startswith("catalog: 1 groups, 0 sectors, 0 organizations")
    assert Group.objects.get(slug="posco").name == "포스코"
    assert (Group.objects.count(), Organization.objects.count(), Organization.history.count()) == counts


@pytest.mark.django_db
def test_a_catalog_with_problems_is_not_loaded_and_every_problem_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise CatalogError(["groups/a.yaml: no name", "groups/b.yaml: no name"])

    monkeypatch.setattr("tracker.management.commands.load_catalog.load_default_catalog", fail)
    answer = manage("load_catalog")
    assert answer.code == 1
    for words in ("nothing was changed", "groups/a.yaml: no name", "groups/b.yaml: no name"):
        assert words in answer.err


@pytest.mark.parametrize(("line", "words"), LOOKUP_LINES)
def test_each_line_is_answered_or_its_fault_is_told_as_json(
    monkeypatch: pytest.MonkeyPatch, line: str, words: str | None
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(line + "\n" + '{"name": "포스코ICT", "date": "2017-09-14"}\n'))
    answer = manage("lookup")
    (*_, last) = [json.loads(one) for one in answer.out.splitlines()]
    assert (last["now"], last["date"]) == ("포스코DX", "2017-09-14")
    if words is None:
        assert answer.code == 0
        return
    fault = json.loads(answer.err)
    assert words in fault["error"]
    assert fault["line"] == 1
    assert answer.code == 1


def test_nothing_asked_is_nothing_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n\n"))
    answer = manage("lookup")
    assert (answer.out, answer.err, answer.code) == ("", "", 0)
