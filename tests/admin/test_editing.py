"""What an editor saves is marked, told apart from what the machine read, and survives every later reading."""

from dataclasses import replace

import pytest
from django.test import Client

from tests.admin.browsing import ADMIN, open_list, open_page, open_row, send
from tests.newsroom import BUILDS, CONTRACT, PLATFORM, POHANG, POSCO, SIGNED, START, Party, Story, initiative_of, tell
from tracker.models import Group, Initiative, Milestone, Organization, Participation, Sector
from tracker.pipeline.link.catalog import load_default_catalog
from tracker.store.catalog import current_lexicon
from tracker.store.catalog_load import store_catalog

pytestmark = pytest.mark.django_db


def read_again(story: Story, **changes: object) -> None:
    """A later version of the machine reads the same text otherwise."""
    story.projects = (replace(PLATFORM, **changes),)  # type: ignore[arg-type]
    tell(story)


# --- initiatives ----------------------------------------------------------------------------------------------------


def test_the_page_shows_participations_and_milestones_with_the_sentences_they_were_read_from(
    editor: Client, initiative: Initiative
) -> None:
    page = open_row(editor, initiative)
    for sentence in (SIGNED, BUILDS):
        assert f"“{sentence}”" in page.words
    assert "가상일보 2020-03-05 · 확실" in page.words
    assert initiative.reports.get().article.get_absolute_url() in page.text
    assert "편집자가 정한 값" in page.words


def test_a_page_that_is_saved_as_it_was_opened_changes_and_marks_nothing(
    editor: Client, initiative: Initiative
) -> None:
    page = open_row(editor, initiative)
    assert page.save().errors == []
    initiative.refresh_from_db()
    facts = [*Participation.objects.all(), *Milestone.objects.all()]
    assert [row.edited_fields for row in (initiative, *facts)] == [[]] * 5
    assert initiative.locations == ["포항"]


def test_only_what_an_editor_changed_is_marked_and_survives(
    editor: Client, initiative: Initiative, story: Story
) -> None:
    energy = Sector.objects.get(slug="smart_energy")
    changes = {"title": "포항시 통합플랫폼", "amount_krw": "1000", "locations": "포항,  영일만", "sectors": energy.pk}
    assert open_row(editor, initiative).save(**changes).errors == []
    read_again(story, title="다른 제목", status="exploring", amount_krw=2, locations=("경북",), sectors=("smart_city",))
    row = Initiative.objects.get(pk=initiative.pk)
    assert row.edited_fields == ["amount_krw", "locations", "sectors", "title"]
    assert (row.title, row.amount_krw, row.locations) == ("포항시 통합플랫폼", 1000, ["포항", "영일만"])
    assert [sector.slug for sector in row.sectors.all()] == ["smart_energy"]
    assert row.status == "exploring"  # what no editor has set goes on following the articles
    assert "제목" in open_row(editor, initiative).words


def test_an_editors_title_is_found_in_searches_at_once(editor: Client, initiative: Initiative) -> None:
    open_row(editor, initiative).save(title="영일만 관제 사업")
    assert open_list(editor, "initiative", q="영일만 관제").titles("title") == ["영일만 관제 사업"]


# --- their facts ----------------------------------------------------------------------------------------------------


def test_a_date_kind_and_role_set_beside_the_sentence_survive(
    editor: Client, initiative: Initiative, story: Story
) -> None:
    page = open_row(editor, initiative)
    contract, city = page.row_of("milestones", "kind", "contract"), page.row_of("participations", "role", "customer")
    changes = {f"milestones-{contract}-date_value": "2020-q1", f"milestones-{contract}-kind": "agreement"}
    assert page.save(**changes, **{f"participations-{city}-role": "partner"}).errors == []
    read_again(story, acts=(replace(CONTRACT, date="2020-03"), START))
    row = Milestone.objects.get(kind="agreement")
    assert row.edited_fields == ["date_value", "kind"]
    assert (row.date_value, str(row.date_from), str(row.date_to), row.granularity) == (
        "2020-Q1",
        "2020-01-01",
        "2020-03-31",
        "quarter",
    )
    assert Milestone.objects.count() == 2
    assert Participation.objects.get(organization__slug="pohang-si").role == "partner"


def test_a_participation_that_an_editor_adds_keeps_its_role_and_belongs_to_the_group_of_its_day(
    editor: Client, initiative: Initiative, story: Story
) -> None:
    page = open_row(editor, initiative)
    dx = Organization.objects.get(slug="posco-dx")
    page.add_row("participations", organization=dx.pk, role="supplier", group="", review="machine", id="")
    assert page.save().errors == []
    story.body += " 포스코DX도 참여한다."
    story.article.__class__.objects.filter(pk=story.article.pk).update(body=story.body)
    read_again(story, parties=(POSCO, POHANG, Party("포스코DX", "partner", "posco-dx", "posco")))
    row = Participation.objects.get(organization=dx)
    assert (row.role, row.group.slug, row.edited_fields) == ("supplier", "posco", ["organization", "role"])
    assert "근거 없음" not in open_row(editor, initiative).words  # now an article says so too


def test_a_milestone_that_an_editor_adds_stays_and_says_that_it_has_no_evidence(
    editor: Client, initiative: Initiative, story: Story
) -> None:
    page = open_row(editor, initiative)
    page.add_row("milestones", kind="completion", date_value="2021", modality="planned", review="machine", id="")
    assert page.save().errors == []
    read_again(story, acts=(CONTRACT,))
    assert Milestone.objects.get(kind="completion").date_to.isoformat() == "2021-12-31"
    assert "근거 없음 (편집자가 넣음)" in open_row(editor, initiative).words


def test_a_review_set_on_the_page_holds_and_is_no_mark(editor: Client, initiative: Initiative, story: Story) -> None:
    page = open_row(editor, initiative)
    number = page.row_of("milestones", "kind", "contract")
    page.save(**{f"milestones-{number}-review": "rejected"})
    read_again(story)
    row = Milestone.objects.get(kind="contract")
    assert (row.review, row.edited_fields) == ("rejected", [])


def test_a_fact_can_be_corrected_on_a_page_of_its_own(editor: Client, initiative: Initiative, story: Story) -> None:
    milestone = initiative.milestones.get(kind="contract")
    page = open_row(editor, milestone)
    assert SIGNED in page.words
    assert page.save(date_value="2020-03-03").errors == []
    read_again(story)
    milestone.refresh_from_db()
    assert (milestone.date_value, str(milestone.date_from)) == ("2020-03-03", "2020-03-03")
    participation = initiative.participations.get(organization__slug="posco-company")
    assert open_row(editor, participation).save(role="partner").errors == []
    read_again(story)
    participation.refresh_from_db()
    assert (participation.role, participation.edited_fields) == ("partner", ["role"])


def test_nothing_that_a_machine_read_can_be_deleted(editor: Client, superuser: Client, initiative: Initiative) -> None:
    for client in (editor, superuser):
        for row in (initiative, initiative.milestones.first(), initiative.participations.first()):
            address = f"{ADMIN}/{row._meta.model_name}/{row.pk}"
            assert send(client, f"{address}/delete/", {"post": "yes"}).status == 403
            assert "/delete/" not in open_page(client, f"{address}/change/").text
        assert "delete_selected" not in open_list(client, "initiative").text


def test_an_initiative_that_an_editor_adds_is_shown(editor: Client) -> None:
    page = open_page(editor, f"{ADMIN}/initiative/add/")
    city = Sector.objects.get(slug="smart_city")
    page.add_row(
        "participations",
        organization=Organization.objects.get(slug="posco-company").pk,
        role="lead",
        group=Group.objects.get(slug="posco").pk,
        review="machine",
    )
    assert page.save(title="새 사업", status="agreed", sectors=city.pk).errors == []
    row = Initiative.objects.visible().get()
    assert (row.title, row.amount_krw, row.locations) == ("새 사업", None, [])
    assert editor.get(row.get_absolute_url()).status_code == 200


# --- the catalog ----------------------------------------------------------------------------------------------------


def load_catalog_again() -> None:
    """As after an update of the files, with the same content under another hash."""
    store_catalog(replace(load_default_catalog(), hash="another"))


def test_an_organizations_names_and_memberships_are_edited_and_the_files_leave_them_alone(editor: Client) -> None:
    dx = Organization.objects.get(slug="posco-dx")
    page = open_row(editor, dx)
    ict = page.row_of("names", "name", "포스코ICT")
    page.add_row("names", name="포스코 디지털", language="ko", since="2024-01-01", until="", review="machine", id="")
    assert page.save(english_name="POSCO Digital", **{f"names-{ict}-until": "2023-03-31"}).errors == []
    load_catalog_again()
    dx.refresh_from_db()
    assert (dx.english_name, dx.edited_fields) == ("POSCO Digital", ["english_name"])
    (former,) = dx.names.filter(name="포스코ICT", official=True)
    assert (str(former.until), former.origin) == ("2023-03-31", "editor")
    for typed in ("posco digital", "포스코디지털"):
        assert open_list(editor, "organization", q=typed).titles("name") == ["포스코DX"]


def test_a_name_that_an_editor_adds_is_known_to_the_next_reading_and_to_searches_of_initiatives(
    editor: Client, initiative: Initiative
) -> None:
    page = open_row(editor, Organization.objects.get(slug="pohang-si"))
    page.add_row("names", name="영일만의 도시", language="ko", since="", until="", review="machine", id="")
    assert page.save().errors == []
    names, _ = current_lexicon()
    assert [match.ids for match in names.find("영일만의 도시가 참여한다.", initiative.first_reported)] == [
        ("pohang-si",)
    ]
    assert open_list(editor, "initiative", q="영일만의도시").titles("title") == [initiative.title]


def test_an_organization_that_an_editor_adds_is_found_in_articles(editor: Client, initiative: Initiative) -> None:
    page = open_page(editor, f"{ADMIN}/organization/add/")
    assert page.save(slug="hanbit-tech", kind="company", name="한빛테크").errors == []
    row = Organization.objects.get(slug="hanbit-tech")
    assert (row.origin, row.edited_fields) == ("editor", ["kind", "name", "slug"])
    names, _ = current_lexicon()
    assert [match.ids for match in names.find("한빛테크가 참여한다.", initiative.first_reported)] == [("hanbit-tech",)]


def test_a_groups_name_is_edited_and_the_files_leave_it_alone(editor: Client) -> None:
    group = Group.objects.get(slug="posco")
    assert open_row(editor, group).save(name="포스코그룹").errors == []
    load_catalog_again()
    group.refresh_from_db()
    assert (group.name, group.edited_fields) == ("포스코그룹", ["name"])
    assert open_list(editor, "group", q="포스코그룹").titles("name") == ["포스코그룹"]


def test_a_sector_is_added_with_its_words_and_read_from_then_on(editor: Client) -> None:
    page = open_page(editor, f"{ADMIN}/sector/add/")
    page.fields |= {"words-0-word": "스마트항만", "words-0-language": "ko", "words-0-strength": "strong"}
    values = {"slug": "smart_port", "name": "스마트항만", "english_name": "Smart port", "letter": "항"}
    assert page.save(**values, letter_english="P", position="3", **{"words-0-review": "machine"}).errors == []
    _, sectors = current_lexicon()
    assert [sector.strong for sector in sectors if sector.id == "smart_port"] == [("스마트항만",)]
    assert "스마트항만" in editor.get("/groups/posco/").content.decode()


def test_a_word_that_an_editor_rejects_is_not_read_any_longer(editor: Client) -> None:
    sector = Sector.objects.get(slug="smart_factory")
    page = open_row(editor, sector)
    word = page.fields["words-0-word"]
    assert page.save(**{"words-0-review": "rejected"}).errors == []
    load_catalog_again()
    _, sectors = current_lexicon()
    (found,) = [one for one in sectors if one.id == "smart_factory"]
    assert word not in (*found.strong, *found.weak)


def test_articles_stay_as_they_were_published_and_lead_to_what_they_say(editor: Client, initiative: Initiative) -> None:
    article = initiative.reports.get().article
    page = open_row(editor, article)
    assert SIGNED in page.words
    assert f"{ADMIN}/initiative/{initiative.pk}/change/" in page.text
    page.save(title="다른 제목", body="다른 글")
    article.refresh_from_db()
    assert article.title == "포스코, 포항 스마트시티 통합플랫폼 수주"
    assert initiative_of(article) == initiative
