from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.admin.bases import Inline, RowForm
from tracker.admin.edited import EditedAdmin
from tracker.forms.partial_date import PartialDateField, parse_partial_date
from tracker.models import Evidence, Group, Initiative, Milestone, Participation
from tracker.store.initiatives import refresh_initiative_search
from tracker.store.review import accept_fact, reject_fact

EVIDENCE_SHOWN = 3


def show_evidence(fact: Participation | Milestone) -> SafeString | str:
    """The sentences that state the fact, with outlet and day, each leading to its article."""
    rows = list(fact.evidence.all())
    if not rows:
        return _("근거 없음 (편집자가 넣음)") if not fact.machine_key else _("지금은 근거가 없음")
    shown = format_html_join(
        "",
        '<p>“{}”<br><a href="{}">{} {}</a> · {} · {:.2f}</p>',
        (
            (
                row.quote,
                row.report.article.get_absolute_url(),
                row.report.article.publisher,
                timezone.localdate(row.report.article.published_at) if row.report.article.published_at else "",
                ", ".join(row.rules),
                row.confidence,
            )
            for row in rows[:EVIDENCE_SHOWN]
        ),
    )
    return format_html("{}{}", shown, "…" if len(rows) > EVIDENCE_SHOWN else "")


class MilestoneForm(RowForm):
    date_value = PartialDateField(
        label=gettext_lazy("날짜"),
        required=False,
        help_text=gettext_lazy("2018-06-30, 2018-06, 2018-Q2, 2018-H1, 2018, A/B"),
    )

    class Meta:
        model = Milestone
        fields = ["kind", "date_value", "modality", "review"]

    def save(self, commit: bool = True) -> Milestone:
        date = parse_partial_date(self.cleaned_data["date_value"])
        self.instance.date_from = date.first if date else None
        self.instance.date_to = date.last if date else None
        self.instance.granularity = date.granularity if date else ""
        saved: Milestone = super().save(commit)
        return saved


class FactInline(Inline):
    extra = 0
    can_delete = False  # a deleted fact would come back with the next reading: reject it instead
    readonly_fields = ["evidence_sentences", "edited"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        evidence = Evidence.objects.select_related("report__article")
        return super().get_queryset(request).prefetch_related(Prefetch("evidence", evidence))

    @admin.display(description=gettext_lazy("근거"))
    def evidence_sentences(self, fact: Any) -> SafeString | str:
        return show_evidence(fact)

    @admin.display(description=gettext_lazy("편집자가 정한 값"))
    def edited(self, fact: Any) -> str:
        return ", ".join(fact.edited_fields)


class ParticipationInline(FactInline):
    model = Participation
    fields = ["organization", "role", "group", "review", "edited", "evidence_sentences"]
    autocomplete_fields = ["organization", "group"]


class MilestoneInline(FactInline):
    model = Milestone
    form = MilestoneForm
    fields = ["kind", "date_value", "modality", "review", "edited", "evidence_sentences"]


class ParticipatingGroupFilter(admin.SimpleListFilter):
    title = gettext_lazy("기업집단")
    parameter_name = "group"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        active = Group.objects.filter(participations__isnull=False).distinct().order_by("name")
        return [(group.slug, str(group)) for group in active]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Initiative]) -> QuerySet[Initiative]:
        return queryset.filter(participations__group__slug=self.value()).distinct() if self.value() else queryset


class InitiativeForm(RowForm):
    locations = forms.CharField(label=gettext_lazy("장소"), required=False, help_text=gettext_lazy("쉼표로 나눕니다"))

    class Meta:
        model = Initiative
        fields = ["title", "status", "sectors", "locations", "amount_krw", "review"]
        widgets = {"sectors": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["locations"] = ", ".join(self.instance.locations or [])

    def clean_locations(self) -> list[str]:
        return [part.strip() for part in self.cleaned_data["locations"].split(",") if part.strip()]


@admin.register(Initiative)
class InitiativeAdmin(EditedAdmin):
    form = InitiativeForm
    list_display = ["title", "status", "sector_names", "group_names", "last_reported", "review"]
    list_filter = ["sectors", ParticipatingGroupFilter, "status", "review", "withdrawn"]
    date_hierarchy = "last_reported"
    search_fields = ["search_text"]
    inlines = [ParticipationInline, MilestoneInline]
    actions = ["accept", "reject"]
    readonly_fields = ["edited", "first_reported", "last_reported"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Initiative]:
        return super().get_queryset(request).prefetch_related("sectors", "participations__group")

    @admin.display(description=gettext_lazy("분야"))
    def sector_names(self, initiative: Initiative) -> str:
        return ", ".join(str(sector) for sector in initiative.sectors.all())

    @admin.display(description=gettext_lazy("기업집단"))
    def group_names(self, initiative: Initiative) -> str:
        return ", ".join(sorted({str(p.group) for p in initiative.participations.all() if p.group}))

    @admin.display(description=gettext_lazy("편집자가 정한 값"))
    def edited(self, initiative: Initiative) -> str:
        return ", ".join(initiative.edited_fields)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        refresh_initiative_search(form.instance)

    @admin.action(description=gettext_lazy("맞다고 확인하기"), permissions=["change"])
    def accept(self, request: HttpRequest, queryset: QuerySet[Initiative]) -> None:
        for initiative in queryset:
            accept_fact(initiative, request.user)  # type: ignore[arg-type]
        self.message_user(request, _("%d건을 확인했습니다.") % queryset.count())

    @admin.action(description=gettext_lazy("거부하기 (사업이 아님)"), permissions=["change"])
    def reject(self, request: HttpRequest, queryset: QuerySet[Initiative]) -> None:
        for initiative in queryset:
            reject_fact(initiative, request.user)  # type: ignore[arg-type]
        self.message_user(request, _("%d건을 거부했습니다. 어디에도 보이지 않습니다.") % queryset.count())
