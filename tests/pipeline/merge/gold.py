"""Annotated articles as statements, and how well clusters agree with "same_as"."""

from __future__ import annotations

import calendar
import itertools
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from tracker.pipeline.link.index import load_default_index
from tracker.pipeline.merge.statements import Statement, identify_by_name, state
from tracker.pipeline.records import (
    Evidence,
    Extraction,
    Granularity,
    MilestoneFact,
    OrganizationFact,
    PartialDate,
    ParticipationFact,
    ReportFact,
)

Article = Mapping[str, Any]

# One organization a row under its names, where the catalog does not know them.
SAME_ORGANIZATION = (
    "한국전력|한국전력공사|한전|Korea Electric Power Corp.|KEPCO",
    "괌 전력청|Guam Power Authority",
    "LS산전|LS일렉트릭|LS Electric Co.",
    "경상북도|경북도",
    "네이버|Naver Corp.",
    "네이버클라우드|Naver Cloud",
    "네이버랩스|Naver Labs",
    "SK주식회사 C&C|SK㈜ C&C|SK C&C",
    "LG전자|LG Electronics Inc.",
    "포스코ICT|포스코DX|POSCO ICT|POSCO DX Co.",
    "포스코퓨처엠|POSCO Future M Co.",
    "한화큐셀|Hanwha Q Cells",
    "CJ올리브네트웍스|CJ OliveNetworks Co.",
    "하이트진로|HiteJinro Co.",
    "삼성물산|Samsung C&T",
    "한국토지주택공사|Korea Land & Housing Corporation",
    "두산중공업|두산에너빌리티",
    "현대차그룹|현대자동차그룹|Hyundai Motor Group",
    "현대차|현대자동차|Hyundai Motor",
    "지멘스|Siemens AG",
    "Can Tho People's Committee|People's Committee",
)
_IDS = {name: f"catalog-{row.split('|')[0]}" for row in SAME_ORGANIZATION for name in row.split("|")}


def read_articles(folder: Path) -> list[Article]:
    return [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))]


def read_statements(articles: Iterable[Article]) -> list[Statement]:
    return [statement for article in articles for statement in read_article(article)]


def read_article(article: Article) -> tuple[Statement, ...]:
    organizations = tuple(
        OrganizationFact(
            key=row["id"],
            name=row["name"],
            mentions=tuple(row.get("mentions", [row["name"]])),
            spans=(),
            kind=row["kind"],
            group=row["group"],
            catalog_id=_catalog_id(row["name"], article["published_at"]),
        )
        for row in article["organizations"]
    )
    reports = tuple(_report(row, article["body"]) for row in article["initiatives"])
    extraction = Extraction(article["id"], organizations, reports, "gold", "1", "")
    return state(extraction, datetime.fromisoformat(article["published_at"]), identify_by_name, article["title"])


def _catalog_id(name: str, published_at: str) -> str | None:
    """As the pipeline would know it: the catalog's organization of that name at that day."""
    found = load_default_index().find(name, datetime.fromisoformat(published_at).date())
    whole = [match for match in found if match.start == 0 and match.end == len(name)]
    return whole[0].ids[0] if whole else _IDS.get(name)


def _report(row: Mapping[str, Any], body: str) -> ReportFact:
    return ReportFact(
        key=row["id"],
        title=row["title"],
        sectors=tuple(row["sectors"]),
        status=row["status"],
        participations=tuple(
            ParticipationFact(participant["org"], participant["role"], Evidence(0, 0, "", ("gold",), 1.0))
            for participant in row["participants"]
        ),
        milestones=tuple(
            MilestoneFact(m["kind"], parse_date(m["date"]), m["modality"], find_evidence(m.get("evidence", ""), body))
            for m in row["milestones"]
        ),
        locations=tuple(row.get("locations", ())),
        amount_krw=row.get("amount_krw"),
    )


def find_evidence(quote: str, body: str) -> Evidence:
    start = max(body.find(quote), 0)
    return Evidence(start, start + len(quote), quote, ("gold",), 1.0)


def parse_date(value: str | None) -> PartialDate | None:
    if value is None:
        return None
    if "/" in value:
        first, last = (parse_date(part) for part in value.split("/"))
        assert first
        assert last
        return PartialDate(value, first.first, last.last, "range")
    begin, end, granularity = _span(value)
    return PartialDate(value, begin, end, granularity)


def _span(value: str) -> tuple[date, date, Granularity]:
    parts = re.fullmatch(r"(\d{4})(?:-(?:Q(\d)|H(\d)|(\d\d)(?:-(\d\d))?))?", value)
    assert parts, value
    year, quarter, half, month, day = (int(part) if part else 0 for part in parts.groups())
    if day:
        return date(year, month, day), date(year, month, day), "day"
    if month:
        return date(year, month, 1), _end(year, month), "month"
    if quarter:
        return date(year, quarter * 3 - 2, 1), _end(year, quarter * 3), "quarter"
    if half:
        return date(year, half * 6 - 5, 1), _end(year, half * 6), "half"
    return date(year, 1, 1), date(year, 12, 31), "year"


def _end(year: int, month: int) -> date:
    return date(year, month, 1) + timedelta(days=calendar.monthrange(year, month)[1] - 1)


def read_truth(articles: Iterable[Article]) -> dict[str, str]:
    """Statement id → same_as, for the initiatives that carry one."""
    return {
        f"{article['id']}#{row['id']}": row["same_as"]
        for article in articles
        for row in article["initiatives"]
        if row.get("same_as")
    }


def score(truth: Mapping[str, str], clusters: Sequence[tuple[str, ...]]) -> dict[str, float]:
    """Pairwise and B-cubed figures, and the number of false pairs."""
    found = {id: number for number, cluster in enumerate(clusters) for id in cluster}
    tp = fp = fn = 0
    for a, b in itertools.combinations(truth, 2):
        same, put = truth[a] == truth[b], found[a] == found[b]
        tp, fp, fn = tp + (same and put), fp + (put and not same), fn + (same and not put)
    precision = recall = 0.0
    for a in truth:
        both = sum(truth[a] == truth[b] and found[a] == found[b] for b in truth)
        precision += both / sum(found[a] == found[b] for b in truth) / len(truth)
        recall += both / sum(truth[a] == truth[b] for b in truth) / len(truth)
    return {
        "pairwise": 2 * tp / (2 * tp + fp + fn) if tp + fp + fn else 1.0,
        "b_cubed": 2 * precision * recall / (precision + recall),
        "false": fp,
        "missed": fn,
    }
