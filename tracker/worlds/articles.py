"""The articles that tell of a made-up initiative: bodies of a few sentences, with the spans that state its facts."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from tracker.worlds.records import Cast, MadeArticle, MadeMilestone, Span, Story
from tracker.worlds.sentences import FILLERS, HAPPENED, INTRODUCTION, PLANNED, POSSIBLE, SLIPPED, Wording, date_in_words

SEOUL = ZoneInfo("Asia/Seoul")
OUTLETS = [f"{where}{what}" for what in ("경제", "산업신문", "일보", "뉴스") for where in ("가상", "모의", "예시", "지은", "허구", "견본", "꾸민", "이를테면", "만든", "시험")]  # fmt: skip
LAST = datetime(2026, 7, 15, 18, tzinfo=SEOUL)
ENGLISH, REWRITTEN, MENTIONS = 0.12, 0.35, 0.06  # shares of the articles
Sentence = tuple[str, tuple[Span, ...]]


def write_articles(pick: random.Random, story: Story, before: Story | None, cast: Cast, many: int) -> None:
    """Gives the story its articles, oldest first. Each milestone is stated by at least one of them, each party too.
    before: the story told last, which one of the articles may mention as well."""
    told = _portions(len(story.milestones), many)
    for number in range(many):
        mine = told[number] or [pick.randrange(len(story.milestones))]
        previous = story.articles[-1] if story.articles else None
        if previous and not told[number] and pick.random() < REWRITTEN:
            story.articles.append(_rewrite(pick, previous, story.number * 10 + number))
            continue
        mention = before if before and before.review != "rejected" and pick.random() < MENTIONS else None
        story.articles.append(_article(pick, story, mention, cast, (number, mine)))


def _portions(milestones: int, articles: int) -> list[list[int]]:
    """Which article states which milestones: in order, as evenly as can be."""
    portions: list[list[int]] = [[] for _ in range(articles)]
    for index in range(milestones):
        portions[index * articles // milestones if milestones >= articles else index].append(index)
    return portions


def _article(
    pick: random.Random, story: Story, mention: Story | None, cast: Cast, told: tuple[int, list[int]]
) -> MadeArticle:
    number, mine = told
    published = _published(pick, [story.milestones[index] for index in mine], story.articles)
    english = pick.random() < ENGLISH
    sentences = _sentences(pick, story, cast, mine, published, english)
    if mention and mention.articles[0].published_at < published:
        sentences.append(_mention(mention, cast, published, english))
    serial = story.number * 10 + number
    sentences.append((pick.choice(FILLERS)[english], ()))
    sentences.append((f"No. {serial}" if english else f"자료 번호 {serial}.", ()))
    body, paragraphs, spans = _lay_out(sentences)
    headline = date_in_words(story.milestones[mine[-1]].value, english)
    return MadeArticle(
        public_id="".join(pick.choices("0123456789abcdefghjkmnpqrstvwxyz", k=12)),
        number=serial,
        language="en" if english else "ko",
        publisher=pick.choice(OUTLETS),
        title=f"{story.title} … {headline}",
        byline="",
        published_at=published,
        body=body,
        paragraphs=paragraphs,
        spans=spans,
    )


def _published(pick: random.Random, acts: Sequence[MadeMilestone], earlier: Sequence[MadeArticle]) -> datetime:
    """Some days after the latest act that has happened, and not before the article told last."""
    days = [act.last for act in acts if act.modality == "happened"]
    if days:
        found = datetime.combine(max(days), time(pick.randrange(7, 20), pick.randrange(60)), SEOUL)
    elif earlier:
        found = earlier[-1].published_at + timedelta(days=20)
    else:
        found = datetime.combine(min(act.first for act in acts), time(9), SEOUL) - timedelta(days=300)
    found += timedelta(days=pick.randrange(4))
    if earlier:
        found = max(found, earlier[-1].published_at + timedelta(hours=pick.randrange(1, 60)))
    return min(found, LAST - timedelta(minutes=pick.randrange(60_000)))


def _sentences(
    pick: random.Random, story: Story, cast: Cast, mine: Sequence[int], published: datetime, english: bool
) -> list[Sentence]:
    wordings = _wordings(story, cast, published, english)
    parties = range(1, len(story.parties)) if not story.articles or pick.random() < 0.4 else range(1, 2)
    found: list[Sentence] = []
    for number in parties:
        spans = [Span(0, 0, number, None, round(pick.uniform(0.55, 0.98), 2))]
        if number == 1:
            spans.insert(0, Span(0, 0, 0, None, round(pick.uniform(0.7, 0.99), 2)))
        found.append((wordings[number].say(INTRODUCTION), tuple(spans)))
    for index in mine:
        act = story.milestones[index]
        text = wordings[1 if len(wordings) > 1 else 0].say(_pattern(story, index), date_in_words(act.value, english))
        found.append((text, (Span(0, 0, None, index, round(pick.uniform(0.5, 0.98), 2)),)))
    return found


def _wordings(story: Story, cast: Cast, published: datetime, english: bool) -> list[Wording]:
    """One for each party beside the lead, which stands for itself where it is alone."""
    people = [cast.organizations[party.organization] for party in story.parties]
    day = published.date()
    names = [one.english if english else one.name_on(day) for one in people]
    return [Wording(english, names[0], name, story.town, story.thing) for name in names]


def _pattern(story: Story, index: int) -> tuple[str, str]:
    act = story.milestones[index]
    if act.modality == "possible":
        return POSSIBLE
    if act.modality == "happened":
        return HAPPENED[act.kind]
    same = [one for one in story.milestones[:index] if one.modality == "planned" and one.kind == act.kind]
    return SLIPPED if same and act.kind == "completion" and same[-1].last < act.first else PLANNED[act.kind]


def _mention(before: Story, cast: Cast, published: datetime, english: bool) -> Sentence:
    """The first act of the story told before, as another article states it in passing."""
    wordings = _wordings(before, cast, published, english)
    act = before.milestones[0]
    text = wordings[-1].say(_pattern(before, 0), date_in_words(act.value, english))
    return text, (Span(0, 0, None, 0, 0.6, earlier=True),)


def _lay_out(sentences: Sequence[Sentence]) -> tuple[str, tuple[tuple[int, int], ...], tuple[Span, ...]]:
    """The body in paragraphs of two sentences, with the place of each paragraph and span."""
    parts: list[str] = []
    paragraphs: list[tuple[int, int]] = []
    spans: list[Span] = []
    at = 0
    for index, (text, stated) in enumerate(sentences):
        glue = "" if not index else "\n\n" if index % 2 == 0 else " "
        start = at + len(glue)
        at = start + len(text)
        parts += [glue, text]
        spans += [replace(span, start=start, end=at) for span in stated]
        if glue == " ":
            paragraphs[-1] = (paragraphs[-1][0], at)
        else:
            paragraphs.append((start, at))
    return "".join(parts), tuple(paragraphs), tuple(spans)


def _rewrite(pick: random.Random, told: MadeArticle, number: int) -> MadeArticle:
    """The same text in another outlet, some hours later, with a number of its own."""
    outlet = pick.choice([one for one in OUTLETS if one != told.publisher])
    return replace(
        told,
        public_id="".join(pick.choices("0123456789abcdefghjkmnpqrstvwxyz", k=12)),
        number=number,
        publisher=outlet,
        title=f"{told.title} ({number % 10})",
        published_at=min(told.published_at + timedelta(hours=pick.randrange(1, 40)), LAST),
        spans=tuple(span for span in told.spans if not span.earlier),
        rewrite=True,
    )
