"""The rule extractor: article → layers → facts. Pure, deterministic, explainable."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from tracker.pipeline.records import (
    Dropped,
    Extraction,
    MilestoneFact,
    NameIndex,
    OrganizationFact,
    ParsedArticle,
    ReportFact,
    SectorWords,
)

from .context import Context, leaders_by_sentence, mentions_by_sentence, subjects_by_sentence
from .dates import find_dates
from .english.lead import date_lead
from .events import as_pilot, find_events
from .facts import organization_facts, report_facts
from .initiatives import cluster_events
from .layers import Event, Sentence
from .lexicon import lexicon_hash
from .organizations import find_organizations
from .sectors import find_cues, find_theme
from .selection import select
from .sentences import find_blocks, split_sentences
from .spans import between

_SEOUL = ZoneInfo("Asia/Seoul")
_THEME_SENTENCES = 3

__all__ = ["MilestoneFact", "OrganizationFact", "ReportFact", "RuleExtractor"]


class RuleExtractor:
    """Reads initiatives from an article by rules. Implements records.Extractor."""

    name = "rules"
    version = "2"

    def extract(self, article: ParsedArticle, names: NameIndex, sectors: Sequence[SectorWords]) -> Extraction:
        """Facts with evidence, and what was dropped and why."""
        published = published_day(article)
        context, dropped = build_context(article, names, sectors, published)
        events, lost = find_all_events(article, context, published)
        clusters, refused = select(cluster_events(events, context), context)
        organizations, reports = report_facts(clusters, context)
        return Extraction(
            article_id=article.id,
            organizations=organization_facts(organizations, context),
            reports=reports,
            extractor=self.name,
            version=self.version,
            lexicon_hash=lexicon_of(names),
            dropped=tuple([*dropped, *lost, *refused]),
        )


def lexicon_of(names: NameIndex) -> str:
    """The version of all words by which an article is read: those of the rules and those of the catalog."""
    return f"{lexicon_hash()}-{names.hash[:12]}"


def published_day(article: ParsedArticle) -> date:
    """The day to which relative dates refer: of Korean text in Seoul, of English text where it was published."""
    local = article.published_at.astimezone(_SEOUL) if article.language == "ko" else article.published_at
    return local.date()


def build_context(
    article: ParsedArticle, names: NameIndex, sectors: Sequence[SectorWords], published: date
) -> tuple[Context, list[Dropped]]:
    """All layers below events."""
    blocks = find_blocks(article)
    sentences = split_sentences(article, blocks)
    entities, mentions, dropped = find_organizations(article, sentences, names, published)
    title_cues, *cues = find_cues([article.title, *(sentence.text for sentence in sentences)], sectors)
    theme = find_theme([title_cues, *cues[:_THEME_SENTENCES]], cues)
    starts = [x.mention.start for x in mentions]
    named = mentions_by_sentence(sentences, mentions, starts)
    subjects = subjects_by_sentence(article.body, sentences, named, entities)
    context = Context(
        language=article.language,
        body=article.body,
        title=article.title,
        blocks=blocks,
        sentences=sentences,
        entities=entities,
        mentions=mentions,
        starts=starts,
        named=named,
        cues=tuple(cues),
        title_cues=title_cues,
        published=published,
        theme=theme,
        sector_blocks=frozenset(one.block for one, cue in zip(sentences, cues, strict=True) if cue.strong),
        subjects=subjects,
        leaders=leaders_by_sentence(subjects, sentences, entities),
        hinted_sectors=article.hints.sectors,
    )
    return context, dropped


def find_all_events(article: ParsedArticle, context: Context, published: date) -> tuple[list[Event], list[Dropped]]:
    dates = find_dates(article.body, article.language, article.published_at)
    starts = [mention.start for mention in dates]
    events: list[Event] = []
    dropped: list[Dropped] = []
    for sentence in context.sentences:
        own = dates[between(starts, sentence.start, sentence.end)]
        found, lost = find_events(sentence, own, published, article.language)
        found = [as_pilot(event, sentence, _before(sentence, context)) for event in found]
        events += found
        dropped += lost
    return date_lead(events, context.sentences, dates) if article.language == "en" else events, dropped


def _before(sentence: Sentence, context: Context) -> str:
    """The text of the sentence before, in the same paragraph."""
    if not sentence.index or context.sentences[sentence.index - 1].block != sentence.block:
        return ""
    return context.sentences[sentence.index - 1].text
