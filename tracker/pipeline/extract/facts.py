"""Initiatives → the facts of the extraction, with keys, titles, evidence and confidence."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.pipeline.records import Evidence, MilestoneFact, OrganizationFact, ParticipationFact, ReportFact

from .amounts import project_amount
from .context import Context
from .evidence import make_evidence
from .layers import Entity
from .locations import find_places, outside_names
from .selection import Initiative
from .titles import title_of


def report_facts(initiatives: Sequence[Initiative], context: Context) -> tuple[tuple[int, ...], tuple[ReportFact, ...]]:
    """The entities that take part, in order of appearance, and one report an initiative."""
    used = sorted({e for i in initiatives for e, _ in i.roles}, key=lambda e: context.entities[e].spans[0])
    keys = {entity: f"o{n}" for n, entity in enumerate(used, 1)}
    reports = tuple(_report(n, initiative, keys, context) for n, initiative in enumerate(initiatives, 1))
    return tuple(used), reports


def organization_facts(entities: Sequence[int], context: Context) -> tuple[OrganizationFact, ...]:
    """One record an entity, keyed o1, o2 … in the given order."""
    return tuple(_organization(f"o{n}", context.entities[e], context) for n, e in enumerate(entities, 1))


def _organization(key: str, entity: Entity, context: Context) -> OrganizationFact:
    return OrganizationFact(
        key=key,
        name=entity.name,
        mentions=tuple(entity.surfaces),
        spans=entity.spans,
        kind=entity.kind,
        group=entity.group,
        group_id=entity.group_id,
        catalog_id=entity.catalog_id,
    )


def _report(number: int, initiative: Initiative, keys: dict[int, str], context: Context) -> ReportFact:
    names = [context.entities[e].name for e, role in initiative.roles if role == "lead" and context.is_conglomerate(e)]
    texts = [context.sentences[i].text for i in initiative.sentences]
    return ReportFact(
        key=f"i{number}",
        title=title_of(
            list(initiative.events),
            context.sentences,
            names,
            context.language,
            sectors=initiative.sectors,
            parties=[context.entities[e].name for e, _ in initiative.roles],
        ),
        sectors=initiative.sectors,
        status=initiative.status,
        participations=tuple(_participation(e, role, initiative, keys, context) for e, role in initiative.roles),
        milestones=tuple(
            MilestoneFact(e.kind, e.date, e.modality, make_evidence(context.body, e)) for e in initiative.events
        ),
        locations=_locations(initiative, context),
        amount_krw=project_amount(texts),
    )


def _participation(
    entity: int, role: str, initiative: Initiative, keys: dict[int, str], context: Context
) -> ParticipationFact:
    """Shown by the sentence of the initiative that names the entity, else by its first act."""
    for index in initiative.sentences:
        sentence = context.sentences[index]
        for linked in context.inside(sentence.start, sentence.end):
            if linked.entity == entity:
                m = linked.mention
                why = (m.rule, f"case-{m.case}", f"role-{role}")
                evidence = Evidence(sentence.start, sentence.end, sentence.text, why, round(m.confidence * 0.9, 3))
                return ParticipationFact(keys[entity], role, evidence)
    event = initiative.events[0]
    sentence = context.sentences[event.sentence]
    rules = ("subject-carried", f"role-{role}")
    return ParticipationFact(keys[entity], role, Evidence(sentence.start, sentence.end, sentence.text, rules, 0.6))


def _locations(initiative: Initiative, context: Context) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for event in initiative.events:
        sentence = context.sentences[event.sentence]
        inside = tuple(x.mention for x in context.inside(sentence.start, sentence.end))
        for place in find_places(outside_names(sentence.text, sentence.start, inside), context.language):
            found.setdefault(place, None)
    return tuple(found)[:6]
