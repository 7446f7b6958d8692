from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.admin.article import short
from tracker.admin.recorded import ListAdmin
from tracker.models import JudgedReport, Judgement
from tracker.store.judgements import withdraw


@admin.register(Judgement)
class JudgementAdmin(ListAdmin):
    """What people have said of initiatives. Nothing is changed here but by withdrawing."""

    list_display = ["what", "first_side", "second_side", "author", "made", "withdrawn"]
    list_filter = ["verdict", "split", ("withdrawn_at", admin.EmptyFieldListFilter), "made_at"]
    list_select_related = ["author", "withdrawn_by"]
    search_fields = ["sides__title"]
    actions = ["withdraw_chosen"]
    fields = ["what", "first_side", "second_side", "author", "made_at", "score", "withdrawn_by", "withdrawn_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Judgement]:
        return super().get_queryset(request).prefetch_related("sides__article")

    @admin.display(description=gettext_lazy("판단"), ordering="verdict")
    def what(self, judgement: Judgement) -> str:
        return _("나눔") if judgement.split else str(judgement.get_verdict_display())

    @admin.display(description=gettext_lazy("한쪽 보도"))
    def first_side(self, judgement: Judgement) -> SafeString | str:
        return _links([side for side in judgement.sides.all() if not side.second])

    @admin.display(description=gettext_lazy("다른 쪽 보도"))
    def second_side(self, judgement: Judgement) -> SafeString | str:
        return _links([side for side in judgement.sides.all() if side.second])

    @admin.display(description=gettext_lazy("판단한 때"), ordering="made_at")
    def made(self, judgement: Judgement) -> str:
        return short(judgement.made_at)

    @admin.display(description=gettext_lazy("거둠"), ordering="withdrawn_at")
    def withdrawn(self, judgement: Judgement) -> str:
        if judgement.withdrawn_at is None:
            return "–"
        return f"{short(judgement.withdrawn_at)} {judgement.withdrawn_by or ''}".strip()

    @admin.action(description=gettext_lazy("판단을 거두기"), permissions=["withdraw"])
    def withdraw_chosen(self, request: HttpRequest, queryset: QuerySet[Judgement]) -> None:
        # The latest first: a later one was made on what the earlier had left.
        done = sum(withdraw(one, request.user) for one in queryset.order_by("-made_at", "-id"))  # type: ignore[arg-type]
        words = _("판단 %d건을 거두었습니다.") if done else _("고른 것은 이미 모두 거둔 판단입니다.")
        self.message_user(request, words % done if done else words)

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("tracker.change_initiative")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # judgements are made in the review queue and on the page of an initiative

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def _links(sides: list[JudgedReport]) -> SafeString | str:
    rows = ((reverse("admin:tracker_article_change", args=[side.article_id]), side.title) for side in sides)
    return format_html_join("", '<p><a href="{}">{}</a></p>', rows) or "–"
