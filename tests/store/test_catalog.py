"""Laying the catalog files over the database: idempotent, and never over an editor's head."""

from dataclasses import replace
from datetime import date

import pytest

from tracker.models import (
    Affiliation,
    Article,
    CatalogState,
    Group,
    GroupName,
    Organization,
    OrganizationName,
    Origin,
    Review,
    Sector,
    SectorWord,
)
from tracker.pipeline.link.catalog import Catalog, load_default_catalog
from tracker.pipeline.records import (
    CatalogAffiliation,
    CatalogGroup,
    CatalogName,
    CatalogOrganization,
    SectorWords,
)
from tracker.store.catalog import current_lexicon, read_catalog, touch_catalog
from tracker.store.catalog_load import store_catalog

pytestmark = pytest.mark.django_db

RENAMED = date(2023, 3, 20)
ICT = CatalogName("포스코ICT", "ko", True, date(2010, 1, 22), RENAMED)
DX = CatalogName("포스코DX", "ko", True, RENAMED)
ENGLISH = CatalogName("POSCO DX", "en", True, RENAMED)
SHORT = CatalogName("포스코디엑스", "ko", False)
COMPANY = CatalogOrganization(
    "posco-dx",
    "company",
    "포스코DX",
    "POSCO DX",
    (ICT, DX, ENGLISH, SHORT),
    (CatalogAffiliation("posco", date(2010, 1, 22)),),
)
WHOLE = CatalogOrganization(
    "posco-group",
    "company",
    "포스코그룹",
    "",
    (CatalogName("포스코그룹", "ko", True),),
    (CatalogAffiliation("posco"),),
    True,
)
GROUP = CatalogGroup("posco", "포스코", "POSCO", (CatalogName("포스코", "ko", True),))
CITY = SectorWords("smart_city", "스마트시티", "Smart city", "도", "C", ("스마트시티", "smart city"), ("교통",))
SMALL = Catalog((GROUP,), (WHOLE, COMPANY), (CITY,), (), "first")


@pytest.fixture(autouse=True)
def _nothing_known() -> None:
    children = (SectorWord, OrganizationName, Affiliation, GroupName)
    for model in (*children, Organization, Group, Sector, CatalogState):
        model.objects.all()._raw_delete("default")  # row by row, with history, it takes seconds


def with_company(hash: str, **changes: object) -> Catalog:
    return replace(SMALL, organizations=(WHOLE, replace(COMPANY, **changes)), hash=hash)


def company() -> Organization:
    return Organization.objects.get(slug="posco-dx")


def names() -> set[str]:
    return set(company().names.values_list("name", flat=True))


# --- loading --------------------------------------------------------------------------------------------------------


def test_a_loaded_catalog_reads_back_as_it_was_written() -> None:
    store_catalog(SMALL)
    back = read_catalog()
    assert back.groups == SMALL.groups
    assert [one.id for one in back.organizations] == ["posco-dx", "posco-group"]
    assert set(back.organizations[0].names) == set(COMPANY.names)
    assert back.organizations[0].affiliations == COMPANY.affiliations
    assert back.organizations[1].is_group
    assert set(back.sectors[0].strong) == set(CITY.strong)
    assert back.sectors[0].weak == CITY.weak


def test_the_catalog_of_the_product_reads_back_as_its_files_say() -> None:
    files = load_default_catalog()
    store_catalog(files)
    back = {one.id: one for one in read_catalog().organizations}
    assert back.keys() == {one.id for one in files.organizations}
    for one in files.organizations:
        row = back[one.id]
        assert (row.kind, row.name, row.english, row.is_group) == (one.kind, one.name, one.english, one.is_group)
        assert {name for name in one.names if name.official} <= set(row.names), one.id
        assert {(name.name, name.language) for name in one.names} <= {(n.name, n.language) for n in row.names}, one.id
        assert set(row.affiliations) == set(one.affiliations), one.id
    assert [(s.id, set(s.strong), set(s.weak)) for s in read_catalog().sectors] == [
        (s.id, set(s.strong), set(s.weak)) for s in files.sectors
    ]
    assert read_catalog().ambiguous == files.ambiguous


def test_loading_the_same_files_again_does_nothing() -> None:
    store_catalog(SMALL)
    before = CatalogState.objects.get().version
    assert store_catalog(SMALL) == {"unchanged": 1}
    assert CatalogState.objects.get().version == before


def test_loading_what_differs_in_nothing_writes_nothing() -> None:
    store_catalog(SMALL)
    histories = Organization.history.count(), OrganizationName.history.count()
    assert set(store_catalog(replace(SMALL, hash="second")).values()) == {0}
    assert (Organization.history.count(), OrganizationName.history.count()) == histories


def test_new_rows_begin_their_history_with_the_load() -> None:
    store_catalog(SMALL)
    assert company().history.count() == 1
    assert company().names.get(name="포스코DX").history.count() == 1


def test_changes_of_the_files_are_taken_over() -> None:
    store_catalog(SMALL)
    later = replace(DX, since=date(2023, 4, 1))
    store_catalog(with_company("second", english="POSCO DX Co.", names=(ICT, later, ENGLISH, SHORT)))
    assert company().english_name == "POSCO DX Co."
    assert company().names.get(name="포스코DX").since == date(2023, 4, 1)
    assert company().names.count() == 4


def test_a_changed_end_of_a_name_changes_the_row_in_place() -> None:
    store_catalog(SMALL)
    row = company().names.get(name="포스코ICT")
    store_catalog(with_company("second", names=(replace(ICT, until=date(2023, 3, 21)), DX, ENGLISH, SHORT)))
    assert company().names.get(pk=row.pk).until == date(2023, 3, 21)


def test_names_memberships_and_words_that_the_files_drop_go() -> None:
    store_catalog(SMALL)
    dropped = with_company("second", names=(ICT, DX), affiliations=())
    store_catalog(replace(dropped, sectors=(replace(CITY, weak=()),)))
    assert names() == {"포스코ICT", "포스코DX"}
    assert not company().affiliations.exists()
    assert not SectorWord.objects.filter(word="교통").exists()


def test_an_organization_that_the_files_drop_stays_because_its_address_is_permanent() -> None:
    store_catalog(SMALL)
    store_catalog(replace(SMALL, organizations=(WHOLE,), hash="second"))
    assert company().names.count() == 0
    assert "posco-dx" in {one.id for one in read_catalog().organizations}


# --- editors --------------------------------------------------------------------------------------------------------


def test_an_editors_change_of_a_field_survives_the_next_load() -> None:
    store_catalog(SMALL)
    row = company()
    row.name = "포스코디엑스"
    row.mark_edited("name")
    row.save()
    store_catalog(with_company("second", english="New English"))
    assert (company().name, company().english_name) == ("포스코디엑스", "New English")


def test_an_editors_change_of_a_name_survives_and_the_files_own_does_not_come_back_beside_it() -> None:
    store_catalog(SMALL)
    row = company().names.get(name="포스코디엑스")
    row.name, row.origin = "피디엑스", Origin.EDITOR
    row.save()
    store_catalog(replace(SMALL, hash="second"))
    assert names() == {"포스코ICT", "포스코DX", "POSCO DX", "피디엑스"}


def test_a_rejected_name_stays_rejected_and_finds_nothing() -> None:
    store_catalog(SMALL)
    company().names.filter(name="포스코디엑스").update(review=Review.REJECTED)
    touch_catalog()
    store_catalog(replace(SMALL, hash="second"))
    assert company().names.get(name="포스코디엑스").review == Review.REJECTED
    index, _ = current_lexicon()
    found = index.find("포스코디엑스는 포스코DX의 다른 이름이다.", date(2024, 1, 1))
    assert [match.surface for match in found] == ["포스코DX"]


def test_a_name_that_the_files_drop_stays_if_an_editor_has_vouched_for_it() -> None:
    store_catalog(SMALL)
    company().names.filter(name="포스코디엑스").update(review=Review.ACCEPTED)
    store_catalog(with_company("second", names=(ICT, DX)))
    assert names() == {"포스코ICT", "포스코DX", "포스코디엑스"}


def test_a_name_that_an_editor_added_survives_and_finds_its_organization() -> None:
    store_catalog(SMALL)
    company().names.create(name="피디엑스", language="ko", origin=Origin.EDITOR)
    touch_catalog()
    store_catalog(with_company("second", names=(ICT, DX)))
    assert "피디엑스" in names()
    index, _ = current_lexicon()
    (match,) = index.find("피디엑스가 공장을 짓는다.", date(2024, 1, 1))
    assert match.ids == ("posco-dx",)


def test_a_name_that_an_editor_added_before_the_files_knew_it_is_not_doubled() -> None:
    store_catalog(with_company("first", names=(ICT, DX)))
    company().names.create(name="포스코디엑스", language="ko", origin=Origin.EDITOR)
    store_catalog(SMALL)
    store_catalog(replace(SMALL, hash="second"))
    assert company().names.filter(name="포스코디엑스").count() == 1


def test_a_rejected_membership_stays_rejected() -> None:
    store_catalog(SMALL)
    company().affiliations.update(review=Review.REJECTED)
    store_catalog(with_company("second", english="New English"))
    assert company().affiliations.get().review == Review.REJECTED
    assert read_catalog().organizations[0].affiliations == ()


def test_a_sector_word_that_an_editor_weakened_stays_weak() -> None:
    store_catalog(SMALL)
    SectorWord.objects.filter(word="스마트시티").update(strength="weak", origin=Origin.EDITOR)
    store_catalog(replace(SMALL, hash="second"))
    assert SectorWord.objects.get(word="스마트시티").strength == "weak"


def test_a_sector_of_an_editor_survives_and_is_read() -> None:
    store_catalog(SMALL)
    sector = Sector.objects.create(slug="smart_farm", name="스마트팜", english_name="Smart farm", letter="팜")
    sector.words.create(word="스마트팜")
    store_catalog(replace(SMALL, hash="second"))
    assert "smart_farm" in {one.id for one in read_catalog().sectors}


def test_a_group_name_that_an_editor_rejected_is_not_read() -> None:
    store_catalog(SMALL)
    GroupName.objects.update(review=Review.REJECTED)
    assert read_catalog().groups[0].names == ()


# --- the lexicon of workers -----------------------------------------------------------------------------------------


def test_the_lexicon_is_built_once_and_again_after_a_change() -> None:
    store_catalog(SMALL)
    first, _ = current_lexicon()
    assert current_lexicon()[0] is first
    touch_catalog()
    second, _ = current_lexicon()
    assert second is not first
    assert second.hash == first.hash  # nothing has changed but the version
    Organization.objects.filter(origin=Origin.CATALOG).first().names.create(name="다른 이름")
    touch_catalog()
    assert current_lexicon()[0].hash != first.hash


def test_what_only_the_machine_proposed_finds_no_names() -> None:
    store_catalog(SMALL)
    proposal = Organization.objects.create(slug="x", kind="company", name="가나다라", origin=Origin.MACHINE)
    assert "x" not in {one.id for one in read_catalog().organizations}
    proposal.review = Review.ACCEPTED
    proposal.save()
    assert "x" in {one.id for one in read_catalog().organizations}


def test_rejected_and_merged_organizations_find_no_names() -> None:
    store_catalog(SMALL)
    Organization.objects.create(slug="x", kind="company", name="가", review=Review.REJECTED)
    Organization.objects.create(slug="y", kind="company", name="나", merged_into=company())
    assert {one.id for one in read_catalog().organizations} == {"posco-dx", "posco-group"}


def test_a_failed_load_changes_nothing() -> None:
    store_catalog(SMALL)
    stranger = replace(COMPANY, id="x", affiliations=(CatalogAffiliation("nobody"),))
    broken = replace(SMALL, organizations=(replace(COMPANY, english="New"), stranger), hash="second")
    with pytest.raises(KeyError):
        store_catalog(broken)
    assert company().english_name == "POSCO DX"
    assert CatalogState.objects.get().files_hash == "first"
    assert not Affiliation.objects.filter(organization__slug="x").exists()
    assert not Article.objects.exists()
