"""Statements in few words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta, timezone

from tests.pipeline.merge.gold import parse_date
from tracker.pipeline.merge.statements import Statement, StatementParticipant, normalize_name
from tracker.pipeline.records import Evidence, MilestoneFact, ReportFact

SEOUL = timezone(timedelta(hours=9))
ROLES = {"L": "lead", "P": "partner", "C": "customer", "S": "supplier"}
SECTORS = {"F": "smart_factory", "C": "smart_city", "E": "smart_energy"}
MODALITIES = {"!": "happened", ">": "planned", "?": "possible"}
KINDS = {"g": "government", "p": "public_institution", "u": "university", "k": "consortium"}


def make_statement(
    id: str,
    published: str,
    title: str,
    who: str,
    when: str = "",
    *,
    sectors: str = "F",
    where: Sequence[str] = (),
    amount: int | None = None,
    status: str = "agreed",
) -> Statement:
    """`who`: "LG CNS L @LG, 괌 전력청 C p" (role letter, @group, letter of the kind); `when`: "contract 2019-06-04 !
    quote; completion - >" (kind, date or -, modality, quote)."""
    article, _, key = id.partition("#")
    return Statement(
        id=f"{article}#{key or 'i1'}",
        article=article,
        published_at=datetime.fromisoformat(published).replace(hour=9, tzinfo=SEOUL),
        fact=ReportFact(
            key=key or "i1",
            title=title,
            sectors=tuple(SECTORS[letter] for letter in sectors),
            status=status,
            participations=(),
            milestones=tuple(_milestone(row.strip()) for row in when.split(";") if row.strip()),
            locations=tuple(where),
            amount_krw=amount,
        ),
        participants=tuple(_participants(who)),
    )


def _participants(who: str) -> Iterable[StatementParticipant]:
    for number, row in enumerate(part.strip() for part in who.split(",")):
        words = row.split()
        marks = [word for word in words if word in ROLES or word in KINDS or word.startswith("@")]
        name = " ".join(words[: words.index(marks[0])])
        group = next((mark[1:] for mark in marks if mark.startswith("@")), None)
        kind = next((KINDS[mark] for mark in marks if mark in KINDS), "company")
        yield StatementParticipant(
            organization=f"o{number + 1}",
            identity=f"name:{normalize_name(name)}",
            name=name,
            role=next(ROLES[mark] for mark in marks if mark in ROLES),
            group=group,
            kind=kind,
            evidence=_evidence(""),
        )


def _milestone(row: str) -> MilestoneFact:
    kind, on, mark, *quote = row.split(maxsplit=3)
    date = parse_date(None if on == "-" else on)
    return MilestoneFact(kind, date, MODALITIES[mark], _evidence("".join(quote)))


def _evidence(quote: str) -> Evidence:
    return Evidence(0, len(quote), quote, ("test",), 1.0)
