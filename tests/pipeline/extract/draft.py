"""A short Korean text with everything that the extractor knows of it before it selects: for tests of single stages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tracker.pipeline.extract.clusters import Cluster
from tracker.pipeline.extract.context import Context
from tracker.pipeline.extract.extractor import build_context, find_all_events
from tracker.pipeline.extract.initiatives import cluster_events
from tracker.pipeline.extract.layers import Event
from tracker.pipeline.link.catalog import load_default_catalog
from tracker.pipeline.link.index import load_default_index
from tracker.pipeline.records import ParsedArticle

PUBLISHED = datetime.fromisoformat("2024-06-20T10:00:00+09:00")  # a Thursday


@dataclass(frozen=True, slots=True)
class Draft:
    context: Context
    events: list[Event]
    clusters: list[Cluster]

    def entity(self, name: str) -> int:
        return next(one.key for one in self.context.entities if name in one.surfaces)


def draft(body: str, title: str = "") -> Draft:
    article = ParsedArticle("x", "ko", "지면", title, PUBLISHED, body)
    context, _ = build_context(article, load_default_index(), load_default_catalog().sectors, PUBLISHED.date())
    events, _ = find_all_events(article, context, PUBLISHED.date())
    return Draft(context, events, cluster_events(events, context))
