"""Milestones of one initiative in few words; see test_judge.py."""

from datetime import date

from tracker.forms.partial_date import parse_partial_date
from tracker.pipeline.promises.statements import Act

MODALITIES = {"!": "happened", ">": "planned", "?": "possible"}


def read_scene(text: str) -> list[Act]:
    return [_read_line(line.split()) for line in text.splitlines() if line.strip()]


def _read_line(words: list[str]) -> Act:
    id, kind, sign, stated, *articles = words
    when = parse_partial_date(stated) if stated != "-" else None
    return Act(
        id=id,
        kind=kind,
        modality=MODALITIES[sign],
        first=when.first if when else None,
        last=when.last if when else None,
        articles={article.rstrip("~<"): date.fromisoformat(article[:10]) for article in articles},
        put_off_in=frozenset(article.rstrip("~") for article in articles if article.endswith("~")),
        recalled_in=frozenset(article.rstrip("<") for article in articles if article.endswith("<")),
    )
