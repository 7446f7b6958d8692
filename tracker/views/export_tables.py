"""The columns of every table that can be taken away: what they are called, what people and what programs read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from tracker.exports.rows import Coded
from tracker.exports.tables import Column, Value
from tracker.templatetags.wording import sureness_words, won_words

SAMPLE = _("예시 기사(실제 보도 아님)")


def _coded(key: str, words: Any, read: Callable[[Any], Coded | None]) -> Column:
    """A value of a vocabulary: its word for people, its code for programs."""

    def word(row: Any) -> Value:
        found = read(row)
        return found.word if found else ""

    def code(row: Any) -> Value:
        found = read(row)
        return found.code if found else None

    return Column(key, words, word, code)


def _parties(key: str = "participants") -> Column:
    return Column(
        key,
        _("참여 (역할)"),
        lambda row: tuple(map(str, row.parties)),
        lambda row: tuple(party.as_code() for party in row.parties),
    )


def _leads() -> Column:
    return Column("leads", _("주도"), lambda row: tuple(p.name for p in row.parties if p.role.code == "lead"))


def _sectors() -> Column:
    return Column(
        "sectors",
        _("분야"),
        lambda row: tuple(one.word for one in row.sectors),
        lambda row: tuple(one.code for one in row.sectors),
    )


MILESTONES = (
    Column("date", _("날짜"), lambda row: row.date_words if row.date_value else "", lambda row: row.date_value),
    Column("date_from", _("첫날"), lambda row: row.first),
    Column("date_to", _("끝날"), lambda row: row.last),
    _coded("kind", _("종류"), lambda row: row.kind),
    _coded("modality", _("양태"), lambda row: row.modality),
    Column("initiative", _("사업"), lambda row: row.title),
    _coded("status", _("단계"), lambda row: row.status),
    _sectors(),
    _leads(),
    _parties(),
    _coded("promise", _("약속"), lambda row: row.promise),
    Column("quote", _("근거 문장"), lambda row: row.evidence.quote),
    Column("outlet", _("매체"), lambda row: row.evidence.outlet),
    Column("published", _("기사 날짜"), lambda row: row.evidence.day),
    Column("article_title", _("기사 제목"), lambda row: row.evidence.title),
    Column("article_address", _("기사 주소"), lambda row: row.evidence.article),
    Column("reports", _("보도 수"), lambda row: row.reports),
    Column(
        "confidence",
        _("확신도"),
        lambda row: "" if row.evidence.confidence is None else sureness_words(row.evidence.confidence),
        lambda row: row.evidence.confidence,
    ),
    Column("reviewed", _("편집자가 확인"), lambda row: row.reviewed),
    Column("sample", SAMPLE, lambda row: row.evidence.sample),
    Column("id", _("이정표 번호"), lambda row: row.id),
    Column("address", _("근거 주소"), lambda row: row.address),
    Column("initiative_id", _("사업 번호"), lambda row: row.initiative),
    Column("initiative_address", _("사업 주소"), lambda row: row.initiative_address),
)

INITIATIVES = (
    Column("title", _("제목"), lambda row: row.title),
    _coded("status", _("단계"), lambda row: row.status),
    _sectors(),
    _leads(),
    _parties(),
    Column("locations", _("장소"), lambda row: row.places),
    Column("amount_krw", _("금액(원)"), lambda row: row.amount_krw),
    Column("amount", _("금액"), lambda row: won_words(row.amount_krw)),
    Column("first_reported", _("첫 보도"), lambda row: row.first_reported),
    Column("last_reported", _("최근 보도"), lambda row: row.last_reported),
    Column("reports", _("보도 수"), lambda row: row.reports),
    Column("reviewed", _("편집자가 확인"), lambda row: row.reviewed),
    Column("sample", SAMPLE, lambda row: row.sample),
    Column("id", _("사업 번호"), lambda row: row.id),
    Column("address", _("사업 주소"), lambda row: row.address),
)

PROMISES = (
    Column("due", _("기한"), lambda row: row.date_words, lambda row: row.date_value),
    Column("due_on", _("기한의 끝날"), lambda row: row.due_on),
    _coded("state", _("상태"), lambda row: row.state),
    Column("lateness", _("늦음"), lambda row: row.late_words),
    Column("late_days", _("늦은 날수"), lambda row: row.late_days),
    _coded("kind", _("종류"), lambda row: row.kind),
    Column("initiative", _("사업"), lambda row: row.title),
    Column("leads", _("주도"), lambda row: row.lead),
    Column("participants", _("참여"), lambda row: row.parties),
    _sectors(),
    Column("before", _("먼저 말한 기한"), lambda row: row.before),
    Column("settled_by", _("이루거나 바꾼 일"), lambda row: row.settled),
    Column("quote", _("근거 문장"), lambda row: row.quote),
    Column("outlet", _("매체"), lambda row: row.outlet),
    Column("looked_on", _("마지막으로 찾아본 날"), lambda row: row.searched),
    Column("looked_articles", _("찾아본 기사 수"), lambda row: row.searched_articles),
    Column("sample", SAMPLE, lambda row: row.sample),
    Column("id", _("이정표 번호"), lambda row: row.id),
    Column("address", _("근거 주소"), lambda row: row.address),
    Column("initiative_address", _("사업 주소"), lambda row: row.initiative_address),
)

PARTNERS = (
    Column("owner", _("누구의 협력"), lambda row: row.owner),
    Column("partner", _("협력 기관"), lambda row: row.name),
    _coded("kind", _("종류"), lambda row: row.kind),
    Column("group", _("기업집단"), lambda row: row.group),
    _coded("stage", _("가장 높은 단계"), lambda row: row.stage),
    Column("sectors", _("분야"), lambda row: row.sectors),
    Column("initiatives", _("함께하는 사업 수"), lambda row: row.initiatives),
    Column("origins", _("독립 출처 수"), lambda row: row.origins),
    Column("first", _("처음"), lambda row: row.first),
    Column("last", _("최근"), lambda row: row.last),
    Column("reviewed", _("편집자가 확인"), lambda row: row.reviewed),
    Column("id", _("협력 기관 번호"), lambda row: row.id),
    Column("address", _("협력 기관 주소"), lambda row: row.address),
)

ARTICLES = (
    Column("published", _("발행"), lambda row: row.published.replace(tzinfo=None) if row.published else None,
           lambda row: row.published),
    Column("outlet", _("매체"), lambda row: row.outlet),
    Column("title", _("제목"), lambda row: row.title),
    Column("language", _("언어"), lambda row: row.language),
    Column("initiatives", _("사업 수"), lambda row: row.initiatives),
    Column("sample", SAMPLE, lambda row: row.sample),
    Column("article_address", _("기사 주소"), lambda row: row.article),
    Column("id", _("기사 번호"), lambda row: row.id),
    Column("address", _("이 사이트의 주소"), lambda row: row.address),
)  # fmt: skip

HITS = (
    _coded("kind", _("결과의 종류"), lambda row: row.kind),
    Column("name", _("이름"), lambda row: row.name),
    Column("detail", _("설명"), lambda row: row.detail),
    Column("date", _("최근 날짜"), lambda row: row.day),
    Column("id", _("번호"), lambda row: row.id),
    Column("address", _("이 사이트의 주소"), lambda row: row.address),
)
