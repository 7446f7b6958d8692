"""manage.py reprocess reads again, touches only what is read otherwise, and shows what that was."""

from typing import Any

import pytest
from django.test import Client

from tests.commands.terminal import manage
from tests.ledger import describe, read_ledger
from tests.newsroom import sample_names, tell_sample
from tracker.models import (
    Article,
    Initiative,
    Milestone,
    Organization,
    Participation,
    Reading,
    Reprocessing,
    Reread,
    RereadState,
    Stage,
    WorkState,
)
from tracker.store.catalog import touch_catalog
from tracker.store.reprocessing import Selection, list_next, selected_articles, start_reprocessing
from tracker.tasks.extract import extract
from tracker.tasks.intake import reprocess
from tracker.tasks.merge import merge
from tracker.tasks.parse import parse

pytestmark = pytest.mark.django_db
NAMES = ("ko-s03", "ko-s06", "en-s02")


@pytest.fixture
def articles() -> list[Article]:
    return [tell_sample(name) for name in NAMES]


@pytest.fixture
def wrong(articles: list[Article]) -> Article:
    """An article whose stored reading is not what is read of it today: a milestone has another kind."""
    return read_wrongly(articles[0])


def read_wrongly(article: Article) -> Article:
    reading = Reading.objects.get(article=article)
    milestone = reading.extraction["reports"][0]["milestones"][0]
    milestone["kind"] = "talks" if milestone["kind"] != "talks" else "launch"
    reading.version = "0"
    reading.save()
    reprocess(article, Stage.MERGE)
    merge(article.pk)
    return article


def work() -> None:
    for stage in (parse, extract, merge):
        for article in Article.objects.unfinished():
            stage(article.pk)


def order_of(answer_out: str) -> Reprocessing:
    return Reprocessing.objects.get(public_id=answer_out.split(":", maxsplit=1)[0])


def rows_of(model: Any) -> list[Any]:
    return list(model.objects.order_by("pk").values_list("pk", "public_id"))


def test_a_dry_run_shows_the_facts_that_would_differ_and_changes_nothing(wrong: Article) -> None:
    before = describe(read_ledger())
    answer = manage("reprocess", "--all", "--dry-run")
    assert f"{wrong.public_id} {wrong}" in answer.out
    assert "  - milestone: talks" in answer.out or "  - milestone: launch" in answer.out
    assert "  + milestone: " in answer.out
    assert answer.out.endswith("3 read again: 1 would change, 2 would stay as they are\n")
    assert describe(read_ledger()) == before
    assert not Reprocessing.objects.exists()


def test_only_what_is_read_otherwise_is_merged_anew(articles: list[Article]) -> None:
    right = describe(read_ledger())
    wrong = read_wrongly(articles[0])
    assert describe(read_ledger()) != right
    merged = {article.pk: article.runs.filter(stage=Stage.MERGE).count() for article in articles}
    answer = manage("reprocess", "--all", "--no-wait")
    assert answer.code == 0
    work()
    assert describe(read_ledger()) == right
    for article in articles:
        grown = article.runs.filter(stage=Stage.MERGE).count() - merged[article.pk]
        assert grown == (article == wrong)
    assert set(Article.objects.values_list("state", "stage")) == {(WorkState.DONE, Stage.MERGE)}
    order = order_of(answer.out)
    assert dict(order.rereads.values_list("article", "state")) == {
        article.pk: RereadState.CHANGED if article == wrong else RereadState.UNCHANGED for article in articles
    }


def test_public_ids_and_editors_values_stay(wrong: Article) -> None:
    initiative = Initiative.objects.filter(reports__article=wrong)[0]
    initiative.title = "편집자의 제목"
    initiative.mark_edited("title")
    initiative.save()
    before = [rows_of(model) for model in (Article, Initiative, Participation)]
    milestones = set(Milestone.objects.values_list("public_id", flat=True))
    manage("reprocess", "--all", "--settle", "--no-wait")
    work()
    assert [rows_of(model) for model in (Article, Initiative, Participation)] == before
    # Read otherwise from the same sentence, it is the same milestone.
    assert set(Milestone.objects.values_list("public_id", flat=True)) == milestones
    initiative.refresh_from_db()
    assert initiative.title == "편집자의 제목"


def test_bytes_are_parsed_again_where_that_is_asked_for(articles: list[Article]) -> None:
    right = describe(read_ledger())
    Article.objects.filter(pk=articles[0].pk).update(publisher="다른 이름")
    manage("reprocess", "--article", articles[0].public_id, "--from", "parse", "--no-wait")
    work()
    articles[0].refresh_from_db()
    assert articles[0].publisher != "다른 이름"
    assert describe(read_ledger()) == right


# --- which articles -------------------------------------------------------------------------------------------------


def test_articles_are_selected_by_group_and_sector_of_what_they_report(articles: list[Article]) -> None:
    everything = set(selected_articles(Selection()))
    assert everything == set(articles)
    for participation in Participation.objects.filter(group__isnull=False)[:3]:
        assert participation.group is not None
        of_group = set(selected_articles(Selection(groups=(participation.group.slug,))))
        assert {report.article for report in participation.initiative.reports.all()} <= of_group
    sector = Initiative.objects.visible()[0].sectors.all()[0]
    of_sector = set(selected_articles(Selection(sectors=(sector.slug,))))
    expected = set(Article.objects.filter(reports__initiative__sectors=sector))
    assert of_sector == expected


def test_articles_are_selected_by_the_words_they_were_read_with(articles: list[Article]) -> None:
    assert not selected_articles(Selection(stale=True)).exists()
    Reading.objects.filter(article=articles[1]).update(lexicon_hash="older-words")
    assert list(selected_articles(Selection(stale=True))) == [articles[1]]
    assert list(selected_articles(Selection(lexicons=("older",)))) == [articles[1]]


def test_a_change_of_the_catalog_makes_what_was_read_before_stale_until_it_is_read_again(
    articles: list[Article],
) -> None:
    Organization.objects.filter(origin="catalog").first().names.create(name="아주 새로운 이름")  # type: ignore[union-attr]
    touch_catalog()
    assert selected_articles(Selection(stale=True)).count() == 3
    manage("reprocess", "--stale", "--no-wait")
    work()
    assert not selected_articles(Selection(stale=True)).exists()
    assert set(Reread.objects.values_list("state", flat=True)) == {RereadState.UNCHANGED}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Say which articles"),
        (["--group", "nobody"], "There is no group 'nobody'"),
        (["--sector", "nothing"], "There is no sector 'nothing'"),
        (["--article", "nowhere"], "There is no article 'nowhere'"),
        (["--resume"], "No order is unfinished"),
        (["--resume", "never"], "There is no order 'never'"),
    ],
)
def test_what_there_is_not_is_named_with_the_remedy(arguments: list[str], said: str) -> None:
    answer = manage("reprocess", *arguments)
    assert said in answer.err
    assert answer.code == 1


# --- interruptions --------------------------------------------------------------------------------------------------


def test_an_order_that_was_interrupted_goes_on_where_it_stopped(
    monkeypatch: pytest.MonkeyPatch, articles: list[Article]
) -> None:
    monkeypatch.setattr("tracker.store.reprocessing.AT_ONCE", 1)
    order = start_reprocessing(Selection(), Stage.EXTRACT)
    assert list_next(order) == [articles[0].pk]
    work()
    answer = manage("reprocess", "--resume", "--no-wait")
    assert f"{order.public_id}: 3 articles, 0 changed, 1 unchanged, 0 failed, 2 waiting" in answer.out
    work()
    assert set(order.rereads.values_list("state", flat=True)) == {RereadState.UNCHANGED}
    assert Reprocessing.objects.count() == 1
    runs = [article.runs.filter(stage=Stage.EXTRACT).count() for article in articles]
    assert runs == [1, 1, 1]


def test_who_waits_sees_what_failed_and_the_earlier_facts_stand(
    articles: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = describe(read_ledger())

    def sleep(seconds: float) -> None:
        Article.objects.filter(pk=articles[0].pk).update(state=WorkState.DEAD, failure="못 읽음")
        work()

    monkeypatch.setattr("tracker.management.commands.reprocess.time.sleep", sleep)
    answer = manage("reprocess", "--all")
    assert "3 articles, 0 changed, 2 unchanged, 1 failed, 0 waiting" in answer.out
    assert answer.code == 1
    assert describe(read_ledger()) == before


def test_an_article_that_somebody_else_sends_again_is_merged_anew_although_it_reads_the_same(
    articles: list[Article],
) -> None:
    order = start_reprocessing(Selection(), Stage.EXTRACT)
    list_next(order)
    reprocess(articles[0], Stage.EXTRACT)
    before = articles[0].runs.filter(stage=Stage.MERGE).count()
    work()
    assert articles[0].runs.filter(stage=Stage.MERGE).count() == before + 1
    assert order.rereads.count() == 2


# --- pages ----------------------------------------------------------------------------------------------------------


def test_a_page_shows_what_changed_before_and_after(client: Client, wrong: Article) -> None:
    answer = manage("reprocess", "--all", "--no-wait")
    order = order_of(answer.out)
    half = client.get(order.get_absolute_url()).content.decode()
    assert "hx-get" in half
    work()
    shown = client.get(order.get_absolute_url()).content.decode()
    assert str(wrong) in shown
    assert "<del>" in shown
    assert "<ins>" in shown
    assert 'hx-trigger="every' not in shown
    assert Initiative.objects.filter(reports__article=wrong)[0].title in shown
    listed = client.get("/reprocessings/").content.decode()
    assert order.get_absolute_url() in listed
    assert client.get("/reprocessings/?page=x").status_code == 200


def test_before_the_first_order_the_page_says_how_to_give_one(client: Client) -> None:
    assert "manage.py reprocess" in client.get("/reprocessings/").content.decode()


def test_samples_read_again_as_a_whole_leave_the_ledger_as_it_was() -> None:
    for name in sample_names()[:12]:
        tell_sample(name)
    before = describe(read_ledger())
    manage("reprocess", "--all", "--settle", "--no-wait")
    work()
    assert describe(read_ledger()) == before
