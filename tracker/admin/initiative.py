from typing import Any

from django import forms
from django.contrib import admin
from django.core.validators import MinValueValidator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.admin.bases import RowForm
from tracker.admin.edited import EditedAdmin
from tracker.admin.fact import MilestoneInline, ParticipationInline
from tracker.admin.filters import WithGroup
from tracker.models import Initiative, Review
from tracker.store.initiatives import refresh_initiative
from tracker.store.review import accept_fact, reject_fact


class InitiativeForm(RowForm):
    locations = forms.CharField(label=gettext_lazy("장소"), required=False, help_text=gettext_lazy("쉼표로 나눕니다"))
    amount_krw = forms.IntegerField(
        label=gettext_lazy("금액(원)"),
        required=False,
        max_value=10**18,
        validators=[MinValueValidator(1, gettext_lazy("금액은 1원부터입니다. 모르면 비워 두세요."))],
        widget=forms.NumberInput(attrs={"class": "vBigIntegerField"}),
    )

    class Meta:
        model = Initiative
        fields = ["title", "status", "sectors", "locations", "amount_krw", "review"]
        widgets = {
            "sectors": forms.CheckboxSelectMultiple,
            "title": forms.TextInput(attrs={"class": "vLargeTextField"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["locations"] = ", ".join(self.instance.locations or [])

    def clean_locations(self) -> list[str]:
        return [part.strip() for part in self.cleaned_data["locations"].split(",") if part.strip()]


@admin.register(Initiative)
class InitiativeAdmin(EditedAdmin):
    form = InitiativeForm
    list_display = ["title", "status", "sector_names", "group_names", "last_reported", "review", "shown"]
    list_filter = ["sectors", WithGroup, "status", "review", "withdrawn"]
    date_hierarchy = "last_reported"
    search_fields = ["search_text"]
    inlines = [ParticipationInline, MilestoneInline]
    history_parts = ("participations", "milestones")
    actions = ["accept", "reject"]
    readonly_fields = ["edited", "shown", "first_reported", "last_reported"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Initiative]:
        rows = super().get_queryset(request).select_related("merged_into")
        return rows.prefetch_related("sectors", "participations__group")

    @admin.display(description=gettext_lazy("분야"))
    def sector_names(self, initiative: Initiative) -> str:
        return ", ".join(str(sector) for sector in initiative.sectors.all())

    @admin.display(description=gettext_lazy("기업집단"))
    def group_names(self, initiative: Initiative) -> str:
        stands = [p for p in initiative.participations.all() if p.group and p.review != Review.REJECTED]
        return ", ".join(sorted({str(p.group) for p in stands}))

    @admin.display(description=gettext_lazy("사이트에 보임"))
    def shown(self, initiative: Initiative) -> str:
        if initiative.merged_into is not None:
            return _("아니요: '%s'에 합쳐짐") % initiative.merged_into
        if initiative.review == Review.REJECTED:
            return _("아니요: 거부됨")
        return _("아니요: 말하는 기사가 없음") if initiative.withdrawn else _("예")

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        refresh_initiative(form.instance)

    @admin.action(description=gettext_lazy("맞다고 확인하기"), permissions=["change"])
    def accept(self, request: HttpRequest, queryset: QuerySet[Initiative]) -> None:
        initiatives = list(queryset)
        for initiative in initiatives:
            accept_fact(initiative, request.user)  # type: ignore[arg-type]
        self.report(request, _("%d건을 확인했습니다."), initiatives)

    @admin.action(description=gettext_lazy("거부하기 (사업이 아님)"), permissions=["change"])
    def reject(self, request: HttpRequest, queryset: QuerySet[Initiative]) -> None:
        initiatives = list(queryset)
        for initiative in initiatives:
            reject_fact(initiative, request.user)  # type: ignore[arg-type]
        self.report(request, _("%d건을 거부했습니다. 어디에도 보이지 않습니다."), initiatives)
