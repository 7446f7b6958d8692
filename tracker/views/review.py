"""Where editors say which initiatives are one: the queue of proposals, merging, splitting, and the way back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tracker.models import Initiative, Judgement, MergeProposal, Verdict
from tracker.store.judgements import CannotJudge, judge_initiatives, split_reports, withdraw
from tracker.views.comparison import compare

LISTED = 30
_may_judge = permission_required("tracker.change_initiative", raise_exception=True)


@login_required
@_may_judge
@require_safe
def review_queue(request: HttpRequest) -> HttpResponse:
    """One proposal in full, the likeliest or the one that `at` names, and the list of the others."""
    context = _queue(request.GET.get("at", ""))
    done = Judgement.objects.standing().filter(public_id=request.GET.get("done", "")).first()
    return render(request, "tracker/review/page.html", {**context, "done": done})


@login_required
@_may_judge
@require_POST
def judge_proposal(request: HttpRequest, public_id: str) -> HttpResponse:
    """`verdict` is same, different or unsure. Answers with the next proposal and the way to take this back."""
    verdict = request.POST.get("verdict", "")
    if verdict not in Verdict.values:
        raise Http404
    proposal = MergeProposal.objects.select_related("first", "second").filter(public_id=public_id).first()
    done, problem = None, _("이 제안은 그사이에 판단되었거나 없어졌습니다.")
    if proposal is not None:
        try:
            done = judge_initiatives(proposal.first, proposal.second, Verdict(verdict), request.user)  # type: ignore[arg-type]
        except CannotJudge as error:
            problem = str(error)
    if request.htmx:  # type: ignore[attr-defined]
        context = {**_queue(""), "done": done, "problem": "" if done else problem}
        return render(request, "tracker/review/_queue.html", context)
    if done is None:
        messages.warning(request, problem)
    return redirect(f"{reverse('review_queue')}?done={done.public_id}" if done else "review_queue")


@login_required
@_may_judge
@require_POST
def withdraw_one(request: HttpRequest, public_id: str) -> HttpResponse:
    """Takes a judgement back and returns to `next`, a page of this site, or to the queue."""
    judgement = get_object_or_404(Judgement, public_id=public_id)
    if withdraw(judgement, request.user):  # type: ignore[arg-type]
        messages.success(request, _("판단을 거두었습니다. 사업과 사실은 그 전과 같습니다."))
    else:
        messages.info(request, _("이미 거둔 판단입니다."))
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if safe else "review_queue")


@login_required
@_may_judge
@require_POST
def merge_with(request: HttpRequest, public_id: str) -> HttpResponse:
    """`other` is the address of another initiative, or the id at its end."""
    found = get_object_or_404(Initiative, public_id=public_id)
    named = request.POST.get("other", "").strip().rstrip("/").rpartition("/")[2]
    other = Initiative.objects.visible().filter(public_id=named).first()
    if other is None:
        messages.error(
            request,
            _("'%(other)s'은(는) 사업의 주소가 아닙니다. 합칠 사업의 고정 주소를 붙여 넣어 주세요.")
            % {"other": named[:40]},
        )
        return redirect(found)
    try:
        judge_initiatives(found, other, Verdict.SAME, request.user)  # type: ignore[arg-type]
    except CannotJudge as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request, _("'%(other)s'과(와) 합쳤습니다. 아래 '판단'에서 되돌릴 수 있습니다.") % {"other": other}
        )
    return redirect(found)


@login_required
@_may_judge
@require_POST
def split(request: HttpRequest, public_id: str) -> HttpResponse:
    """`report`: the public ids of the reports that are about another initiative."""
    found = get_object_or_404(Initiative, public_id=public_id)
    chosen = list(found.reports.filter(public_id__in=request.POST.getlist("report")))
    try:
        split_reports(found, chosen, request.user)  # type: ignore[arg-type]
    except CannotJudge as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("고른 보도를 다른 사업으로 나누었습니다. 아래 '판단'에서 되돌릴 수 있습니다."))
    return redirect(found)


def _queue(at: str) -> dict[str, Any]:
    proposals = MergeProposal.objects.select_related("first", "second")
    listed = list(proposals[: LISTED + 1])
    current = proposals.filter(public_id=at).first() or next(iter(listed), None)
    others = [one for one in listed if current is None or one.pk != current.pk][:LISTED]
    return {
        "proposal": current,
        "sides": compare(current.first, current.second) if current else [],
        "others": others,
        "count": MergeProposal.objects.count(),
    }
