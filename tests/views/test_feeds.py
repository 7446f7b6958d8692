"""Feeds and the calendar: read by a feed reader's own parser, and by the rules of RFC 5545 and RFC 4287."""

import re
from datetime import UTC, date, datetime
from xml.etree import ElementTree

import feedparser
import pytest
from django.test import Client

from tests.newsroom import CONTRACT, POSCO, SIGNED, Act, Project, Story, initiative_of, platform_story, settle, tell
from tracker.exports.calendar import Event, escape, fold, write_calendar
from tracker.models import Milestone, Promise

pytestmark = pytest.mark.django_db
FEEDS = ["/groups/posco/", "/organizations/posco-company/", "/timeline/", "/initiatives/", "/promises/"]
HOSTILE = "<img src=x onerror=alert(1)>;,\\n\r\nBEGIN:VEVENT"
ATOM = "{http://www.w3.org/2005/Atom}"


def feed(client: Client, address: str, **asked: object) -> feedparser.FeedParserDict:
    answer = client.get(f"{address}feed.atom", asked)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/atom+xml")
    found = feedparser.parse(answer.content, sanitize_html=False)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def calendar(client: Client, **asked: object) -> tuple[dict[str, str], list[dict[str, str]]]:
    """The properties of the calendar and of each event, unfolded and checked line by line."""
    answer = client.get("/promises/calendar.ics", asked)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return parse_calendar(answer.content)


def parse_calendar(content: bytes) -> tuple[dict[str, str], list[dict[str, str]]]:
    assert content.endswith(b"\r\n")
    lines = content.removesuffix(b"\r\n").split(b"\r\n")
    for line in lines:
        assert len(line) <= 75, line
        assert b"\n" not in line
        assert b"\r" not in line
        line.decode()  # no character is cut in two
    own: dict[str, str] = {}
    events: list[dict[str, str]] = []
    open_parts: list[str] = []
    for line in content.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n"):
        name, value = re.fullmatch(r"([A-Z-]+(?:;[A-Z-]+=[^:;]+)*):(.*)", line, re.DOTALL).groups()  # type: ignore[union-attr]
        if name == "BEGIN":
            open_parts.append(value)
            events += [{}] if value == "VEVENT" else []
        elif name == "END":
            assert open_parts.pop() == value
        else:
            part = events[-1] if open_parts[-1] == "VEVENT" else own
            assert name not in part, f"{name} twice"
            part[name] = value
    assert open_parts == []
    return own, events


def unescape(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: {"n": "\n"}.get(found[1], found[1]), text)


# --- Atom -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", FEEDS)
def test_a_feed_is_well_formed_empty_and_full(client: Client, page: str) -> None:
    assert feed(client, page).entries == []
    tell(platform_story())
    found = feed(client, page, language="en")
    assert found.feed.language == "en"
    assert len(found.entries) > 0
    for entry in found.entries:
        assert re.fullmatch(r"tag:testserver,2026:(milestone|initiative|promise)/[0-9a-z]{12}", entry.id)
        assert client.get(entry.link.removeprefix("http://testserver")).status_code == 200
        assert entry.title
        assert entry.updated_parsed


@pytest.mark.parametrize("page", FEEDS)
def test_a_feed_has_what_rfc_4287_asks_for(client: Client, page: str) -> None:
    tell(platform_story())
    root = ElementTree.fromstring(client.get(f"{page}feed.atom").content)
    for part in [root, *root.findall(f"{ATOM}entry")]:
        for name in ("id", "title", "updated"):
            assert len(part.findall(ATOM + name)) == 1, name
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    own = [link.get("href") for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert own == [f"http://testserver{page}feed.atom"]


def test_a_feed_heeds_the_filter_and_says_so(client: Client) -> None:
    tell(platform_story())
    assert len(feed(client, "/groups/posco/").entries) == 2
    found = feed(client, "/groups/posco/", modality="planned")
    assert len(found.entries) == 1
    assert "양태: 계획" in found.feed.title
    assert feed(client, "/timeline/", sector="smart_factory").entries == []


def test_an_entry_carries_its_sentence_and_keeps_its_id(client: Client) -> None:
    article = tell(platform_story())
    before = feed(client, "/groups/posco/").entries
    assert SIGNED in before[-1].summary
    assert "2020년 3월 2일" in before[-1].title
    settle(article)
    assert [entry.id for entry in feed(client, "/groups/posco/").entries] == [entry.id for entry in before]


def test_what_was_read_last_comes_first(client: Client) -> None:
    tell(platform_story())
    later = Project("늦게 읽은 옛 사업", (POSCO,), (Act("contract", "2011", SIGNED),), locations=("울산",))
    row = initiative_of(tell(Story("옛 기사", SIGNED, (later,), "2011-05-01")))
    assert feed(client, "/initiatives/").entries[0].title == row.title
    assert "늦게 읽은" in feed(client, "/timeline/").entries[0].title


def test_a_promise_that_fell_due_is_news(client: Client) -> None:
    tell(platform_story())
    (entry,) = feed(client, "/promises/").entries
    assert entry.title.startswith("[기한 지남]")
    assert entry.updated.startswith("2020-10-01")  # the day after the last of September 2020


@pytest.mark.parametrize("page", FEEDS)
def test_hostile_texts_are_text_in_a_feed(client: Client, page: str) -> None:
    body = f"{HOSTILE.splitlines()[0]} 계약을 맺었다."
    project = Project(HOSTILE, (POSCO,), (Act("contract", "2020-03-02", body), Act("launch", "2021", body, "planned")))
    tell(Story(HOSTILE, f"포스코\n{body}", (project,)))
    found = feed(client, page)
    assert found.entries
    for entry in found.entries:
        assert "<img" not in entry.get("summary", "").replace("&lt;img", "")
        assert all(link.href.startswith("http://testserver/") for link in entry.links)


@pytest.mark.parametrize("page", FEEDS)
def test_nonsense_in_the_query_leaves_a_feed(client: Client, page: str) -> None:
    feed(client, page, sector="x", status="\x00", q="\ud800".encode("utf-8", "surrogatepass"), language="xx", page="-1")


@pytest.mark.parametrize("page", ["/groups/posco/", "/organizations/posco-company/", "/initiatives/", "/promises/"])
def test_a_page_names_its_feed_with_its_filter(client: Client, page: str) -> None:
    text = client.get(f"{page}?q=포항&page=2", headers={"accept-language": "en"}).content.decode()
    head = text.partition("</head>")[0]
    link = re.search(r'<link rel="alternate" type="application/atom\+xml" href="([^"]+)"', head)
    assert link is not None
    assert link[1] == f"{page}feed.atom?q=%ED%8F%AC%ED%95%AD&amp;language=en"
    assert f'href="{link[1]}"' in text.partition("</head>")[2]


# --- iCalendar --------------------------------------------------------------------------------------------------------


def test_a_calendar_holds_each_promise_on_the_last_day_of_its_period(client: Client) -> None:
    tell(platform_story())
    own, events = calendar(client)
    assert own["VERSION"] == "2.0"
    assert own["PRODID"]
    promise = Promise.objects.get()
    (event,) = events
    assert event["UID"] == f"promise-{promise.public_id}@testserver"
    assert (event["DTSTART;VALUE=DATE"], event["DTEND;VALUE=DATE"]) == ("20200930", "20201001")
    assert re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"])
    assert "2020년 9월" in unescape(event["SUMMARY"])  # the date is no more precise than it was said
    assert "기한 지남 · 근거 없음" in unescape(event["SUMMARY"])
    assert event["URL"] == f"http://testserver/evidence/milestone/{promise.public_id}/"
    assert "공사를 시작할 계획이다" in unescape(event["DESCRIPTION"])


def test_a_calendar_heeds_the_filter_and_the_language(client: Client) -> None:
    tell(platform_story())
    assert calendar(client, state="fulfilled")[1] == []
    assert calendar(client, group="posco", year="2020")[1] != []
    assert calendar(client, sector="smart_factory")[1] == []
    _own, (event,) = calendar(client, language="en")
    assert "Sep 2020" in unescape(event["SUMMARY"])


def test_what_is_no_date_to_wait_for_is_left_out_unless_asked_for(client: Client) -> None:
    tell(platform_story())
    Promise.objects.update(state="withdrawn")
    assert calendar(client)[1] == []
    (event,) = calendar(client, state="withdrawn")[1]
    assert event["STATUS"] == "CANCELLED"


def test_hostile_titles_begin_no_event_of_their_own(client: Client) -> None:
    said = f"{HOSTILE.splitlines()[0]} 열 계획이다."
    project = Project(HOSTILE, (POSCO,), (CONTRACT, Act("launch", "2021", said, "planned")))
    tell(Story("글", f"{SIGNED} {said}", (project,)))
    Milestone.objects.update(review="accepted")
    _own, events = calendar(client)
    assert len(events) == 1
    assert HOSTILE.replace("\r\n", "\n") in unescape(events[0]["SUMMARY"])


def test_a_long_line_is_folded_by_octets_and_no_character_is_cut() -> None:
    for text in ["가" * 100, "a" + "가" * 100, "ab" + "🏭" * 60, "x" * 75, "x" * 76, ""]:
        folded = fold(text)
        assert all(len(line.encode()) <= 75 for line in folded.split("\r\n"))
        assert folded.replace("\r\n ", "") == text
    assert fold("x" * 75) == "x" * 75
    assert fold("x" * 76) == "x" * 75 + "\r\n x"


def test_signs_with_a_meaning_are_escaped() -> None:
    assert escape("a\\b;c,d\r\ne\rf\ng\x07") == "a\\\\b\\;c\\,d\\ne\\nf\\ng"


def test_an_empty_calendar_and_one_of_events_keep_to_the_grammar() -> None:
    assert parse_calendar(write_calendar("가", "나", []).encode())[1] == []
    stamp = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    event = Event("u;1@x", date(2020, 12, 31), "가, 나", "", "http://x/", ("스마트,시티", "공장"), stamp)
    _own, (found,) = parse_calendar(write_calendar("가", "나", [event]).encode())
    assert found["DTEND;VALUE=DATE"] == "20210101"
    assert found["DTSTAMP"] == "20260102T030405Z"
    assert found["CATEGORIES"] == "스마트\\,시티,공장"


@pytest.mark.parametrize("query", ["group=%00", "year=x", "state=x", "page=99999", "sector=%27", "language=%3Cb%3E"])
def test_nonsense_in_the_query_leaves_a_calendar(client: Client, query: str) -> None:
    assert client.get(f"/promises/calendar.ics?{query}").status_code == 200
