"""What is stored comes back equal."""

from __future__ import annotations

import dataclasses
import json
from datetime import date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from tracker.pipeline.records import (
    Dropped,
    Evidence,
    Extraction,
    Hints,
    MilestoneFact,
    OrganizationFact,
    Paragraph,
    ParsedArticle,
    PartialDate,
    ParticipationFact,
    ReportFact,
)
from tracker.pipeline.serial import dump_article, dump_extraction, load_article, load_extraction

WORDS = st.text(st.characters(codec="utf-8"), max_size=12)
EVIDENCE = st.builds(
    Evidence,
    start=st.integers(0, 10_000),
    end=st.integers(0, 10_000),
    quote=WORDS,
    rules=st.lists(WORDS, max_size=3).map(tuple),
    confidence=st.floats(0, 1),
)
DATES = st.none() | st.dates(date(1990, 1, 1), date(2090, 1, 1)).map(
    lambda day: PartialDate(day.isoformat(), day, day + timedelta(days=3), "day")
)
REPORTS = st.builds(
    ReportFact,
    key=WORDS,
    title=WORDS,
    sectors=st.lists(WORDS, max_size=2).map(tuple),
    status=WORDS,
    participations=st.lists(st.builds(ParticipationFact, WORDS, WORDS, EVIDENCE), max_size=2).map(tuple),
    milestones=st.lists(st.builds(MilestoneFact, WORDS, DATES, WORDS, EVIDENCE), max_size=2).map(tuple),
    locations=st.lists(WORDS, max_size=2).map(tuple),
    amount_krw=st.none() | st.integers(0, 10**15),
)
ORGANIZATIONS = st.builds(
    OrganizationFact,
    key=WORDS,
    name=WORDS,
    mentions=st.lists(WORDS, max_size=2).map(tuple),
    spans=st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), max_size=2).map(tuple),
    kind=WORDS,
    group=st.none() | WORDS,
    group_id=st.none() | WORDS,
    catalog_id=st.none() | WORDS,
)
EXTRACTIONS = st.builds(
    Extraction,
    article_id=WORDS,
    organizations=st.lists(ORGANIZATIONS, max_size=2).map(tuple),
    reports=st.lists(REPORTS, max_size=2).map(tuple),
    extractor=WORDS,
    version=WORDS,
    lexicon_hash=WORDS,
    dropped=st.lists(st.builds(Dropped, WORDS, WORDS, WORDS, st.integers(0, 9), st.integers(0, 9)), max_size=2).map(
        tuple
    ),
)
ARTICLE = ParsedArticle(
    id="a1",
    language="ko",
    publisher="한빛신문",
    title="첫 삽",
    published_at=datetime(2019, 6, 4, 11, 20, tzinfo=timezone(timedelta(hours=9))),
    body="한 문장이다.\n\n둘째 문장이다.",
    byline="김 기자",
    address="https://news.example/1",
    paragraphs=(Paragraph("body", 0, 7), Paragraph("caption", 9, 17)),
    hints=Hints(("smart_city",), ("posco", "kt")),
)


@given(EXTRACTIONS)
def test_an_extraction_survives_the_way_through_json(extraction: Extraction) -> None:
    assert load_extraction(json.loads(json.dumps(dump_extraction(extraction)))) == extraction


def test_an_article_survives_with_its_offset_from_utc() -> None:
    loaded = load_article(json.loads(json.dumps(dump_article(ARTICLE))))
    assert loaded == ARTICLE
    assert loaded.published_at.utcoffset() == timedelta(hours=9)


def test_a_row_of_an_earlier_version_without_the_optional_keys_is_still_read() -> None:
    row = dump_article(ARTICLE)
    for key in ("byline", "address", "paragraphs", "hints"):
        del row[key]
    assert load_article(row) == dataclasses.replace(ARTICLE, byline="", address="", paragraphs=(), hints=Hints())


def test_every_field_of_the_records_is_written() -> None:
    """A field that is added to a record and forgotten here would be lost without a sound."""
    assert set(dump_article(ARTICLE)) == {field.name for field in dataclasses.fields(ParsedArticle)}
    evidence = Evidence(0, 1, "한", ("r",), 1.0)
    report = ReportFact(
        "i1",
        "t",
        (),
        "agreed",
        (ParticipationFact("o1", "lead", evidence),),
        (MilestoneFact("talks", None, "", evidence),),
    )
    organization = OrganizationFact("o1", "n", (), (), "company", None)
    row = dump_extraction(Extraction("a1", (organization,), (report,), "e", "1", "h", (Dropped("s", "w", "y"),)))
    for written, record in (
        (row, Extraction),
        (row["organizations"][0], OrganizationFact),
        (row["reports"][0], ReportFact),
        (row["reports"][0]["participations"][0], ParticipationFact),
        (row["reports"][0]["milestones"][0], MilestoneFact),
        (row["reports"][0]["milestones"][0]["evidence"], Evidence),
        (row["dropped"][0], Dropped),
    ):
        assert set(written) == {field.name for field in dataclasses.fields(record)}
