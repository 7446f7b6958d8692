"""Input that cannot be right is answered beside its field, in words; nothing of the page is saved then."""

import pytest
from django.test import Client

from tests.admin.browsing import ADMIN, open_page, open_row, send
from tracker.models import Group, Initiative, Organization, Participation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("title", "", "필수"),
        ("title", "가" * 301, "300"),
        ("title", "앞\x00뒤", "Null"),
        ("status", "soon", "soon"),
        ("sectors", "999999", "999999"),
        ("amount_krw", "0", "금액은 1원부터입니다"),
        ("amount_krw", "-5", "금액은 1원부터입니다"),
        ("amount_krw", "많이", "정수"),
        ("amount_krw", "9" * 30, "1000000000000000000"),
        ("review", "maybe", "maybe"),
    ],
)
def test_a_wrong_value_of_an_initiative_is_told(
    editor: Client, initiative: Initiative, field: str, typed: str, words: str
) -> None:
    page = open_row(editor, initiative).save(**{field: typed, "locations": "부산"})
    assert words.casefold() in " ".join(page.errors).casefold()
    initiative.refresh_from_db()
    assert initiative.locations == ["포항"]


def test_an_initiative_without_a_sector_is_refused(editor: Client, initiative: Initiative) -> None:
    page = open_row(editor, initiative)
    del page.fields["sectors"]
    assert page.save().errors == ["필수 항목입니다."]


@pytest.mark.parametrize("typed", ["2020-13", "2020-02-30", "내년", "2020/2019", "9999999", "-", "2018-Q5"])
def test_a_wrong_date_is_told_with_the_forms_that_are_right(editor: Client, initiative: Initiative, typed: str) -> None:
    page = open_row(editor, initiative)
    number = page.row_of("milestones", "kind", "contract")
    errors = page.save(**{f"milestones-{number}-date_value": typed}).errors
    assert any(typed.upper() in error and "2018-Q2" in error for error in errors)
    assert initiative.milestones.get(kind="contract").date_value == "2020-03-02"


def test_an_organization_cannot_take_part_twice(editor: Client, initiative: Initiative) -> None:
    posco = Organization.objects.get(slug="posco-company")
    page = open_row(editor, initiative)
    page.add_row("participations", organization=posco.pk, role="partner", group="", review="machine", id="")
    assert "'포스코'은(는) 이 사업에 이미 있습니다. 그 줄을 고치거나 거부해 주세요." in page.save().errors
    city = initiative.participations.get(organization__slug="pohang-si")
    assert any("이미 있습니다" in error for error in open_row(editor, city).save(organization=posco.pk).errors)
    assert Participation.objects.count() == 2


def test_two_new_rows_of_one_organization_are_told(editor: Client, initiative: Initiative) -> None:
    page = open_row(editor, initiative)
    for role in ("partner", "supplier"):
        values = {"organization": Organization.objects.get(slug="posco-dx").pk, "group": "", "review": "machine"}
        page.add_row("participations", **values, role=role, id="")
    assert page.save().errors
    assert Participation.objects.count() == 2


@pytest.mark.parametrize("model", [Organization, Group])
def test_a_period_that_ends_before_it_starts_is_told(editor: Client, model: type[Organization | Group]) -> None:
    row = model.objects.filter(slug__in=["posco-dx", "posco"])[0]
    page = open_row(editor, row)
    page.add_row("names", name="거꾸로", language="ko", since="2020-01-02", until="2020-01-02", review="machine", id="")
    assert page.save().errors == ["'까지'(2020-01-02)는 '부터'(2020-01-02)보다 늦어야 합니다."]
    assert not row.names.filter(name="거꾸로").exists()


def test_a_membership_given_twice_is_told(editor: Client) -> None:
    dx = Organization.objects.get(slug="posco-dx")
    page = open_row(editor, dx)
    first = {name: page.fields[f"affiliations-0-{name}"] for name in ("group", "since", "until", "review")}
    page.add_row("affiliations", **first, id="")
    assert page.save().errors == ["'포스코'이(가) 같은 날부터 두 번 있습니다. 한 줄만 두세요."]
    assert dx.affiliations.count() == int(page.fields["affiliations-INITIAL_FORMS"])


@pytest.mark.parametrize(("slug", "words"), [("posco-dx", "이미"), ("한글 주소", "가능합니다"), ("", "필수")])
def test_a_wrong_address_of_a_new_organization_is_told(editor: Client, slug: str, words: str) -> None:
    page = open_page(editor, f"{ADMIN}/organization/add/")
    errors = " ".join(page.save(slug=slug, kind="company", name="새 조직").errors)
    assert words in errors
    assert not Organization.objects.filter(name="새 조직").exists()


@pytest.mark.parametrize(
    "address",
    [
        "initiative/999999/change/",
        "initiative/nonsense/change/",
        "initiative/%00/change/",
        "organization/?kind__exact=nothing",
        "organization/?group=nobody",
        "organization/?p=99999",
        "organization/?o=99.-99",
        "organization/?all=",
        "initiative/?group=%00",
        "organization/?kind__exact=%00",
        "processingrun/?outcome__exact=%00",
        "initiative/?sectors__id__exact=x",
        "initiative/?last_reported__year=abc",
        "article/?published_at__year=0",
        "milestone/?date_from__year=20200",
        "participation/?initiative__sectors__id__exact=99",
    ],
)
def test_no_address_is_answered_with_a_traceback(editor: Client, initiative: Initiative, address: str) -> None:
    assert editor.get(f"{ADMIN}/{address}", follow=True).status_code in (200, 400, 404)


@pytest.mark.parametrize(
    "fields",
    [
        {"action": "reject"},
        {"action": "reject", "_selected_action": ["x"]},
        {"action": "explode", "_selected_action": ["1"]},
        {"action": "reject", "_selected_action": ["999999"]},
        {"action": "merge_two", "_selected_action": ["1", "2"], "keep": "x"},
    ],
)
@pytest.mark.parametrize("noun", ["initiative", "organization", "milestone"])
def test_no_action_is_answered_with_a_traceback(editor: Client, noun: str, fields: dict[str, object]) -> None:
    answer = editor.post(f"{ADMIN}/{noun}/", {**fields, "index": "0"}, follow=True)
    assert answer.status_code in (200, 400)


def test_a_page_without_its_hidden_fields_is_refused_in_words(editor: Client, initiative: Initiative) -> None:
    page = send(editor, f"{ADMIN}/initiative/{initiative.pk}/change/", {"title": "x", "status": "agreed"})
    assert page.status == 200
    assert page.errors
