"""One part of a made-up world as rows, numbered here so that rows can point to one another before they are written."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any

from django.db.models import Model
from django.utils import timezone

from tracker.models import (
    Article,
    ArticleOrigin,
    Evidence,
    Initiative,
    Milestone,
    Participation,
    Promise,
    Report,
    Review,
    Source,
    Stage,
    WorkState,
)
from tracker.models.identity import ALPHABET, PUBLIC_ID_LENGTH, search_key
from tracker.pipeline.promises.fits import says_put_off, says_recalled
from tracker.pipeline.promises.judge import judge_promises
from tracker.pipeline.promises.statements import Act, Verdict
from tracker.store.copy_rows import insert_rows, next_id
from tracker.store.made_cast import FoundCast
from tracker.store.promises import judged_values
from tracker.worlds.records import MadeArticle, MadeMilestone, Span, Story

SectorLink = Initiative.sectors.through
# Those that others point to first.
WRITTEN: tuple[type[Model], ...] = (
    Initiative, SectorLink, Participation, Milestone, ArticleOrigin, Article, Report, Evidence, Promise,
)  # fmt: skip
MADE_BY = {"extractor": "made-up", "version": "1", "lexicon_hash": "", "rules": ["made-up"]}


@dataclass
class Told:
    """What the articles of one story state, as it is gathered article by article."""

    story: Story
    pk: int
    parties: list[int]
    milestones: list[int]
    days: list[Any] = field(default_factory=list)
    stated: dict[int, dict[str, Any]] = field(default_factory=dict)  # {milestone: {article id: day}}
    put_off: dict[int, set[str]] = field(default_factory=dict)
    recalled: dict[int, set[str]] = field(default_factory=dict)

    def note(self, milestone: int, article: int, day: Any, quote: str) -> None:
        self.stated.setdefault(milestone, {})[str(article)] = day
        if says_put_off(quote):
            self.put_off.setdefault(milestone, set()).add(str(article))
        if says_recalled(quote):
            self.recalled.setdefault(milestone, set()).add(str(article))


class PartWriter:
    """Writes one part within the caller's transaction, in which nobody else writes these tables."""

    def __init__(self, cast: FoundCast, source: Source, seed: int) -> None:
        self._cast, self._source, self._seed = cast, source, seed
        self._numbers = {model: count(next_id(model)) for model in WRITTEN}
        self._rows: dict[type[Model], list[dict[str, Any]]] = {model: [] for model in WRITTEN}

    def write(self, stories: Iterable[Story]) -> None:
        told: list[Told] = []
        for story in stories:
            told.append(self._facts(story))
            self._articles(told[-1], told[-2] if len(told) > 1 else None)
        for one in told:
            self._initiative(one)
            self._promises(one)
        for model in WRITTEN:
            insert_rows(model, self._rows[model])

    def _add(self, model: type[Model], **values: Any) -> int:
        number = next(self._numbers[model])
        self._rows[model].append({"id": number, **values})
        return number

    def _facts(self, story: Story) -> Told:
        pk = next(self._numbers[Initiative])
        for sector in story.sectors:
            self._add(SectorLink, initiative=pk, sector=self._cast.sectors[sector])
        parties = [
            self._add(
                Participation,
                public_id=party.public_id,
                initiative=pk,
                organization=self._cast.organizations[party.organization],
                role=party.role,
                group=None if party.group is None else self._cast.groups[party.group],
                review=party.review,
                machine_key=str(self._cast.organizations[party.organization]),
            )
            for party in story.parties
        ]
        return Told(story, pk, parties, [self._milestone(pk, act) for act in story.milestones])

    def _milestone(self, initiative: int, act: MadeMilestone) -> int:
        return self._add(
            Milestone,
            public_id=act.public_id,
            initiative=initiative,
            kind=act.kind,
            date_value=act.value,
            date_from=act.first,
            date_to=act.last,
            granularity=act.granularity,
            modality=act.modality,
            review=act.review,
            machine_key=f"{act.kind}|{act.value}|{act.modality}",
        )

    def _articles(self, told: Told, before: Told | None) -> None:
        origin = 0
        for article in told.story.articles:
            if not article.rewrite:
                origin = self._add(ArticleOrigin, created_at=article.published_at)
            pk = self._article(article, origin)
            self._report(pk, article, told, "i1", [span for span in article.spans if not span.earlier])
            earlier = [span for span in article.spans if span.earlier]
            if before and earlier:
                self._report(pk, article, before, "i2", earlier)

    def _article(self, article: MadeArticle, origin: int) -> int:
        text = "\n".join((article.title, article.body))
        return self._add(
            Article,
            public_id=article.public_id,
            source=self._source.pk,
            payload_hash=hashlib.sha256(f"{self._source.name}/{article.number}".encode()).hexdigest(),
            content_hash=hashlib.sha256(text.encode()).hexdigest(),
            origin=origin,
            accepted_at=article.published_at + timedelta(hours=1),
            language=article.language,
            publisher=article.publisher,
            title=article.title,
            byline=article.byline,
            published_at=article.published_at,
            body=article.body,
            paragraphs=[{"kind": "body", "start": start, "end": end} for start, end in article.paragraphs],
            search_text=search_key(article.title, article.publisher, article.body),
            stage=Stage.MERGE,
            state=WorkState.DONE,
            attempt=3,
            next_attempt_at=article.published_at,
            finished_at=article.published_at + timedelta(hours=1),
        )

    def _report(self, article_id: int, article: MadeArticle, told: Told, key: str, spans: list[Span]) -> None:
        day = timezone.localdate(article.published_at)
        told.days.append(day)
        named = {span.party for span in spans if span.party is not None}
        organizations = [self._cast.organizations[told.story.parties[number].organization] for number in sorted(named)]
        report = self._add(
            Report,
            public_id=_derived(article.public_id, key),
            article=article_id,
            initiative=told.pk,
            key=key,
            title=told.story.title,
            amount_krw=told.story.amount if key == "i1" else None,
            organizations={f"o{number}": pk for number, pk in enumerate(organizations, 1)},
            reasons=[],
        )
        for number, span in enumerate(spans):
            quote = article.body[span.start : span.end]
            if span.milestone is not None:
                told.note(span.milestone, article_id, day, quote)
            self._add(
                Evidence,
                public_id=_derived(article.public_id, key, number),
                report=report,
                participation=None if span.party is None else told.parties[span.party],
                milestone=None if span.milestone is None else told.milestones[span.milestone],
                start=span.start,
                end=span.end,
                quote=quote,
                confidence=span.confidence,
                **MADE_BY,
            )

    def _initiative(self, told: Told) -> None:
        story = told.story
        standing = [party for party in story.parties if party.review != Review.REJECTED]
        organizations = sorted(self._cast.organizations[party.organization] for party in standing)
        names = "\n".join(self._cast.search_texts[pk] for pk in organizations)
        self._rows[Initiative].append(
            {
                "id": told.pk,
                "public_id": story.public_id,
                "title": story.title,
                "status": story.status,
                "locations": [story.town],
                "amount_krw": story.amount,
                "review": story.review,
                "first_reported": min(told.days),
                "last_reported": max(told.days),
                "created_at": story.articles[0].published_at + timedelta(hours=1),
                "search_text": search_key(story.title, story.town) + "\n" + names,
            }
        )

    def _promises(self, told: Told) -> None:
        """By the rule, as `recompute_promises` would judge them."""
        if told.story.review == Review.REJECTED:
            return
        acts = dict(self._acts(told))
        verdicts = judge_promises(
            list(acts.values()), cancelled=told.story.status == "cancelled", today=timezone.localdate()
        )
        numbers = {id: next(self._numbers[Promise]) for id in verdicts}
        for pk, act in zip(told.milestones, told.story.milestones, strict=True):
            if str(pk) in verdicts:
                self._rows[Promise].append(
                    {
                        "id": numbers[str(pk)],
                        "public_id": act.public_id,
                        "milestone": pk,
                        "initiative": told.pk,
                        "kind": act.kind,
                        "date_value": act.value,
                        "granularity": act.granularity,
                        "due_from": act.first,
                        "due_on": act.last,
                        **_by_field(judged_values(acts[str(pk)], verdicts[str(pk)])),
                        "superseded_by": _heir(verdicts[str(pk)], numbers),
                    }
                )

    def _acts(self, told: Told) -> Iterator[tuple[str, Act]]:
        for number, act in enumerate(told.story.milestones):
            if act.review != Review.REJECTED:
                id = str(told.milestones[number])
                yield (
                    id,
                    Act(
                        id,
                        act.kind,
                        act.modality,
                        act.first,
                        act.last,
                        told.stated[number],
                        frozenset(told.put_off.get(number, ())),
                        frozenset(told.recalled.get(number, ())),
                    ),
                )


def _by_field(values: dict[str, Any]) -> dict[str, Any]:
    return {name.removesuffix("_id"): value for name, value in values.items()}


def _derived(public_id: str, *parts: object) -> str:
    """A public id that follows from another."""
    digest = hashlib.blake2b("/".join([public_id, *map(str, parts)]).encode(), digest_size=8).digest()
    number = int.from_bytes(digest)
    return "".join(ALPHABET[number >> (5 * place) & 31] for place in range(PUBLIC_ID_LENGTH))


def _heir(verdict: Verdict, numbers: Mapping[str, int]) -> int | None:
    """The promise that took the place of this one."""
    return numbers[verdict.by] if verdict.state == "superseded" else None
