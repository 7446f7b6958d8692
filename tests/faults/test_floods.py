"""Many articles at once, while the broker is emptied or away: none is lost, none is read twice."""

import json
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.contrib.auth.models import Group as Rights
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from tests.commands.terminal import manage
from tests.faults.station import Station, done
from tracker.models import Article, Outcome, ProcessingRun
from tracker.store.sources import source_of_kind
from tracker.tasks.intake import take_address, take_document

pytestmark = [pytest.mark.worker, pytest.mark.everywhere]


def short_article(number: int, text: int | None = None) -> str:
    """A text that is read quickly; the same text under another number is a copy, with which parsing ends."""
    text = number if text is None else text
    return json.dumps(
        {
            "id": f"short-{number}",
            "language": "ko",
            "publisher": "가상일보",
            "title": f"시장 소식 {text}호",
            "published_at": "2020-03-05T09:00:00+09:00",
            "body": f"오늘 {text}번째 시장에서는 물건값이 조금 올랐다. 상인들은 손님이 {text}명 다녀갔다고 말했다.",
        },
        ensure_ascii=False,
    )


def take_short(number: int, text: int | None = None) -> Article:
    content = short_article(number, text).encode()
    return take_document(content, "application/json", source=source_of_kind("upload")).article


def test_of_500_queued_articles_none_is_lost_and_none_read_twice_when_the_broker_is_emptied(station: Station) -> None:
    station.start_broker()
    for number in range(500):
        take_short(number, text=number % 20)
    station.empty_broker()
    station.start_worker()
    station.wait_for(lambda: done() >= 50, 120)
    station.empty_broker()
    station.wait_until_finished(240)
    assert done() == 500
    runs = Counter(ProcessingRun.objects.filter(outcome=Outcome.DONE).values_list("stage", flat=True))
    assert runs == {"parse": 500, "extract": 20, "merge": 20}


def test_a_hundred_articles_are_accepted_at_once_while_the_broker_is_away_and_read_when_it_is_back(
    station: Station, tmp_path: Path
) -> None:
    station.start_broker()
    station.start_worker()
    take_short(1000)
    station.wait_until_finished()
    station.stop_broker()
    client = Client()
    editor = User.objects.create_user("editor")
    editor.groups.add(Rights.objects.get(name="editors"))
    client.force_login(editor)
    times = []
    for number in range(50):
        began = time.monotonic()
        text = f"시장 소식 {number}호\n입력 2020-03-05 09:00\n\n{json.loads(short_article(number))['body'] * 2}"
        answer = client.post("/articles/add/", {"way": "text", "text": text})
        times.append(time.monotonic() - began)
        assert answer.status_code == 302, answer.content.decode()
    for number in range(50, 100):
        (tmp_path / f"{number}.json").write_text(short_article(number, text=number % 5))
    began = time.monotonic()
    assert manage("ingest", tmp_path).out.startswith("50 accepted, 0 already known")
    # Whoever waits for the broker waits for it each time; a machine that is busy elsewhere holds up one or two.
    assert sorted(times)[-5] < 1
    assert (time.monotonic() - began) / 50 < 1
    assert Article.objects.count() == 101
    station.start_broker()
    station.wait_until_finished(180)  # 90 s where no other work is done beside
    assert done() == 101


def test_one_address_in_ten_spellings_at_once_is_one_article_and_nine_times_already_known(station: Station) -> None:
    spellings = [
        "https://news.example.co.kr/view?id=20200305001",
        "https://NEWS.example.co.kr/view?id=20200305001#comments",
        "http://news.example.co.kr/view?id=20200305001",
        "https://www.news.example.co.kr/view?id=20200305001",
        "https://m.news.example.co.kr/view?id=20200305001",
        "https://news.example.co.kr/view?id=20200305001&utm_source=mail&utm_medium=rss",
        "https://news.example.co.kr/view?fbclid=IwAR0&id=20200305001",
        "https://news.example.co.kr:443/view?id=20200305001",
        "  https://news.example.co.kr/view?id=20200305001  ",
        "https://amp.news.example.co.kr/view?id=20200305001",
    ]
    source = source_of_kind("address")

    def send(address: str) -> bool:
        try:
            return take_address(address, source=source).created
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        created = list(pool.map(send, spellings))
    assert Counter(created) == {True: 1, False: 9}
    assert Article.objects.count() == 1
