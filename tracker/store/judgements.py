"""What editors say of initiatives: the same, different, unsure; taking reports out of one; and withdrawing all that.

Each is one transaction under the merge lock. Where reports are is then settled by the machine's own rules, which take
what people have said as given."""

from collections.abc import Collection, Sequence

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.models import Initiative, JudgedReport, Judgement, MergeProposal, Report, Verdict
from tracker.store.homes import new_initiative
from tracker.store.keepsakes import bring_back_edited, read_keepsakes, take_keepsakes
from tracker.store.locks import lock_merge
from tracker.store.milestones import past_evidence
from tracker.store.settling import Unsettled, settle
from tracker.store.statements import merged_organizations, state_reports, with_readings
from tracker.store.verdicts import find_judged, quotes_of


class CannotJudge(ValueError):
    """The message says what stands against it and what to do."""


def judge_initiatives(first: Initiative, second: Initiative, verdict: Verdict, user: User) -> Judgement:
    """Says of two initiatives, as the reports that they hold now, whether they are one. SAME merges them."""
    with transaction.atomic():
        lock_merge()
        sides = _reports_of(first), _reports_of(second)
        if first.pk == second.pk or not sides[0] or not sides[1]:
            raise CannotJudge(_("보도가 있는 서로 다른 두 사업을 골라 주세요."))
        judgement = _write(verdict, sides, user, proposal=_proposal(first, second))
        _settle({first.pk, second.pk})
        if verdict == Verdict.SAME and len(_homes([*sides[0], *sides[1]])) > 1:
            raise CannotJudge(
                _("두 사업을 '다른 사업'이라고 한 판단이 있습니다. 관리의 '사업 판단'에서 먼저 거두어 주세요.")
            )
        return judgement


def split_reports(initiative: Initiative, chosen: Collection[Report], user: User) -> Judgement:
    """Takes reports out of an initiative into one of their own. They, and those that stay, are held together."""
    with transaction.atomic():
        lock_merge()
        reports = _reports_of(initiative)
        going = [report for report in reports if report.pk in {one.pk for one in chosen}]
        staying = [report for report in reports if report not in going]
        if not going or not staying:
            raise CannotJudge(_("떼어 낼 보도를 하나 이상 고르고, 하나 이상은 남겨 주세요."))
        judgement = _write(Verdict.DIFFERENT, (staying, going), user, split=True)
        past = past_evidence([initiative.pk])
        home = new_initiative(going[0].title, initiative.status).pk
        Report.objects.filter(pk__in=[report.pk for report in going]).update(initiative=home)
        left = {report.pk: initiative.pk for report in going}
        settle(Unsettled({initiative.pk, home}, past, merged_organizations(), left=left))
        if len(_homes(going)) > 1 or len(_homes(staying)) > 1 or _homes(going) & _homes(staying):
            raise CannotJudge(
                _("다른 판단과 어긋나 나눌 수 없습니다. 관리의 '사업 판단'에서 그 판단을 먼저 거두어 주세요.")
            )
        return judgement


def withdraw(judgement: Judgement, user: User) -> bool:
    """Takes a judgement back: reports, facts and addresses are again as they were without it, but for what has come in
    since. False: somebody had already withdrawn it."""
    with transaction.atomic():
        lock_merge()
        standing = Judgement.objects.standing().filter(pk=judgement.pk)
        if not standing.update(withdrawn_at=timezone.now(), withdrawn_by=user):
            return False
        judgement.refresh_from_db()
        reports = _present(judgement)
        came_from = {report.pk: report.initiative_id for report, side in reports}
        homes = {report.pk: side.initiative_id for report, side in reports if side.initiative_id}
        touched = set(came_from.values()) | set(homes.values())
        past = past_evidence(touched)
        for pk, home in homes.items():
            Report.objects.filter(pk=pk).exclude(initiative=home).update(initiative=home)
        left = {pk: came_from[pk] for pk, home in homes.items() if came_from[pk] != home}
        touched |= bring_back_edited(judgement.before)
        kept = read_keepsakes(judgement.before)
        settle(Unsettled(touched, past, merged_organizations(), left=left, kept=kept))
        return True


def _write(
    verdict: Verdict,
    sides: tuple[Sequence[Report], Sequence[Report]],
    user: User,
    *,
    split: bool = False,
    proposal: MergeProposal | None = None,
) -> Judgement:
    judgement = Judgement.objects.create(
        verdict=verdict,
        author=user,
        split=split,
        score=proposal.score if proposal else None,
        reasons=proposal.reasons if proposal else [],
        before=take_keepsakes(_homes([*sides[0], *sides[1]])),
    )
    statements = state_reports([*sides[0], *sides[1]], merged_organizations())
    JudgedReport.objects.bulk_create(
        JudgedReport(
            judgement=judgement,
            second=bool(number),
            article_id=report.article_id,
            initiative_id=report.initiative_id,
            key=report.key,
            title=report.title,
            quotes=quotes_of(statements[report.pk]),
        )
        for number, side in enumerate(sides)
        for report in side
    )
    return judgement


def _settle(initiative_ids: set[int]) -> None:
    settle(Unsettled(initiative_ids, past_evidence(initiative_ids), merged_organizations()))


def _reports_of(initiative: Initiative) -> list[Report]:
    return list(with_readings(Report.objects.filter(initiative=initiative)).order_by("article__published_at", "id"))


def _homes(reports: Collection[Report]) -> set[int]:
    """The initiatives in which the reports are now."""
    rows = Report.objects.filter(pk__in=[report.pk for report in reports])
    return set(rows.values_list("initiative_id", flat=True))


def _proposal(first: Initiative, second: Initiative) -> MergeProposal | None:
    one, other = sorted((first.pk, second.pk))
    return MergeProposal.objects.filter(first=one, second=other).first()


def _present(judgement: Judgement) -> list[tuple[Report, JudgedReport]]:
    """The reports of the present readings that the judgement is about."""
    sides = list(judgement.sides.all())
    rows = with_readings(Report.objects.filter(article__in={side.article_id for side in sides}))
    reports = {report.pk: report for report in rows}
    statements = state_reports(reports.values(), merged_organizations())
    found = []
    for side in sides:
        candidates = {pk: one for pk, one in statements.items() if reports[pk].article_id == side.article_id}
        pk = find_judged(side, candidates)
        if pk is not None:
            found.append((reports[pk], side))
    return found
