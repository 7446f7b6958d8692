"""Catalog files are read strictly, and all that is wrong is said at once."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.pipeline.link.conftest import FOLDER
from tracker.pipeline.link.catalog import CatalogError, load_catalog
from tracker.pipeline.link.schema import read_day


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "catalog"))


def problems(folder: Path) -> list[str]:
    with pytest.raises(CatalogError) as caught:
        load_catalog(folder)
    return list(caught.value.problems)


def add(folder: Path, text: str) -> None:
    (folder / "partners" / "s-more.yaml").write_text(f"organizations:\n{text}", encoding="utf-8")


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (2010, date(2010, 1, 1)),
        ("2010-05", date(2010, 5, 1)),
        ("2010-05-06", date(2010, 5, 6)),
        (date(2010, 5, 6), date(2010, 5, 6)),
        (None, None),
    ],
)
def test_a_date_may_be_coarse(value: object, day: date | None) -> None:
    assert read_day(value) == day


@pytest.mark.parametrize("value", ["2010-13", "10-01", "soon", 20])
def test_other_dates_are_refused(value: object) -> None:
    with pytest.raises(ValueError):
        read_day(value)


def test_every_group_is_an_organization_as_a_whole() -> None:
    wholes = {one.id: one for one in load_catalog(FOLDER).organizations if one.is_group}
    assert wholes["posco-group"].name == "포스코그룹"
    assert wholes["posco-group"].affiliations[0].group == "posco"
    assert {"포스코그룹", "POSCO Group", "포항제철그룹"} == {one.name for one in wholes["posco-group"].names}
    assert wholes["hyundai-motor-group"].name == "현대자동차그룹"


def test_the_hash_is_of_the_content_not_of_the_layout(folder: Path) -> None:
    before = load_catalog(folder).hash
    path = folder / "groups" / "kt.yaml"
    path.write_text("# a remark\r\n" + path.read_text(encoding="utf-8").replace("\n", "\r\n"), encoding="utf-8")
    assert load_catalog(folder).hash == before
    path.write_text(path.read_text(encoding="utf-8").replace("2002-03", "2002-04"), encoding="utf-8")
    assert load_catalog(folder).hash != before


def test_an_unknown_key_names_file_and_entry(folder: Path) -> None:
    add(folder, "  - {id: some-body, kind: company, name: 어떤회사, alias: [가나다]}\n")
    [problem] = problems(folder)
    assert problem.startswith("partners/s-more.yaml: organizations > some-body > alias: unknown key")


def test_all_problems_are_listed_at_once(folder: Path) -> None:
    add(
        folder,
        "  - {id: kepco, kind: company, name: 어떤회사}\n"
        "  - {id: other-body, kind: company, name: 다른회사, affiliations: [{group: nobody}]}\n"
        "  - {id: third-body, kind: company, name: 인천시}\n",
    )
    found = "\n".join(problems(folder))
    assert "kepco: id is taken in partners/public.yaml" in found
    assert "other-body: no group has the id nobody" in found
    assert "third-body: 인천시 is a name of incheon" in found


def test_overlapping_official_names_are_a_problem(folder: Path) -> None:
    add(
        folder,
        "  - {id: x, kind: company, name: 셋째, former: "
        "[{name: 첫째, until: 2010}, {name: 둘째, since: 2008, until: 2012}]}\n",
    )
    [problem] = problems(folder)
    assert "첫째 and 둘째 are both its name at once" in problem


def test_two_groups_at_once_are_a_problem(folder: Path) -> None:
    add(
        folder,
        "  - {id: x, kind: company, name: 셋째, affiliations: [{group: kt, until: 2012}, {group: lg, since: 2010}]}\n",
    )
    [problem] = problems(folder)
    assert "belongs to kt and lg at once" in problem


def test_a_name_may_pass_from_one_organization_to_another(folder: Path) -> None:
    add(
        folder,
        "  - {id: x, kind: company, name: 새이름, former: [{name: 넘긴이름, until: 2010}]}\n"
        "  - {id: y, kind: company, name: 넘긴이름, since: 2010}\n",
    )
    assert load_catalog(folder).organizations


def test_a_shared_name_may_be_declared(folder: Path) -> None:
    add(folder, "  - {id: x, kind: company, name: 인천시}\n")
    with (folder / "ambiguous.yaml").open("a", encoding="utf-8") as stream:
        stream.write("- {name: 인천시, candidates: [incheon, x]}\n")
    assert load_catalog(folder).organizations


def test_a_former_name_without_an_end_is_no_name_of_any_day(folder: Path) -> None:
    add(folder, "  - {id: x, kind: company, name: 새이름, former: [{name: 옛이름}]}\n")
    organization = next(one for one in load_catalog(folder).organizations if one.id == "x")
    assert [(one.name, one.official) for one in organization.names] == [("옛이름", False), ("새이름", True)]


def test_bad_yaml_is_told_with_its_file(folder: Path) -> None:
    (folder / "groups" / "kt.yaml").write_text("id: [", encoding="utf-8")
    assert any(one.startswith("groups/kt.yaml: cannot be read as YAML") for one in problems(folder))


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    assert "there is no such folder" in problems(tmp_path / "nowhere")[0]
