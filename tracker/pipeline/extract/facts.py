"""Initiatives → the facts of the extraction, with keys, titles, evidence and confidence."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.pipeline.records import Evidence, MilestoneFact, OrganizationFact, ParticipationFact, ReportFact

from .amounts import project_amount
from .context import Context
from .evidence import make_evidence
from .layers import Entity
from .locations import wide_places
from .participation import Party
from .selection import Initiative
from .sites import locate
from .titles import title_of


def report_facts(initiatives: Sequence[Initiative], context: Context) -> tuple[tuple[int, ...], tuple[ReportFact, ...]]:
    """The entities that take part, in order of appearance, and one report an initiative."""
    used = sorted(
        {party.entity for i in initiatives for party in i.parties}, key=lambda e: context.entities[e].spans[0]
    )
    keys = {entity: f"o{n}" for n, entity in enumerate(used, 1)}
    acts = {event.sentence for initiative in initiatives for event in initiative.events}
    reports = tuple(_report(n, initiative, keys, acts, context) for n, initiative in enumerate(initiatives, 1))
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


def _report(number: int, initiative: Initiative, keys: dict[int, str], acts: set[int], context: Context) -> ReportFact:
    """acts: the sentences that tell any initiative's acts."""
    leads = [p.entity for p in initiative.parties if p.role == "lead" and context.is_conglomerate(p.entity)]
    texts = [context.sentences[i].text for i in initiative.sentences]
    places = locate(initiative.events, initiative.sentences, acts, context, first=number == 1)
    return ReportFact(
        key=f"i{number}",
        title=title_of(
            list(initiative.events),
            context.sentences,
            [context.entities[e].name for e in leads],
            context.language,
            sectors=initiative.sectors,
            parties=[context.entities[p.entity].name for p in initiative.parties],
            places=sorted(places, key=wide_places(context.language).__contains__),  # the narrow ones first
        ),
        sectors=initiative.sectors,
        status=initiative.status,
        participations=tuple(_participation(party, initiative, keys, context) for party in initiative.parties),
        milestones=tuple(
            MilestoneFact(e.kind, e.date, e.modality, make_evidence(context.body, e)) for e in initiative.events
        ),
        locations=places,
        amount_krw=project_amount(texts),
    )


def _participation(party: Party, initiative: Initiative, keys: dict[int, str], context: Context) -> ParticipationFact:
    """Shown by the first sentence about the initiative that names the party, else by its first act."""
    key = keys[party.entity]
    for index in (*initiative.sentences, *initiative.near):
        sentence = context.sentences[index]
        for linked in context.named[sentence.index]:
            if linked.entity == party.entity:
                m = linked.mention
                why = (m.rule, f"case-{m.case}", f"role-{party.role}")
                evidence = Evidence(sentence.start, sentence.end, sentence.text, why, party.sure)
                return ParticipationFact(key, party.role, evidence)
    sentence = context.sentences[initiative.events[0].sentence]
    rules = ("subject-carried", f"role-{party.role}")
    return ParticipationFact(key, party.role, Evidence(sentence.start, sentence.end, sentence.text, rules, party.sure))
