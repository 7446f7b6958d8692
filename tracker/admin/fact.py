"""Participations and milestones: as parts of their initiative's page, and by themselves to be judged in numbers."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.admin.bases import Inline, RowForm
from tracker.admin.changes import field_words
from tracker.admin.edited import EditedAdmin
from tracker.admin.evidence import first_sentence, show_evidence, with_evidence
from tracker.admin.filters import FactWithGroup
from tracker.forms.partial_date import PartialDateField, parse_partial_date
from tracker.models import Initiative, Milestone, Participation
from tracker.store.initiatives import refresh_initiative
from tracker.store.review import accept_fact, reject_fact


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


class ParticipationForm(RowForm):
    class Meta:
        model = Participation
        fields = ["organization", "role", "group", "review"]
        help_texts = {"group": gettext_lazy("비워 두고 새로 넣으면 그 조직의 그때 기업집단이 됩니다.")}

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        organization = values.get("organization")
        others = Participation.objects.filter(initiative=self.instance.initiative_id).exclude(pk=self.instance.pk)
        if organization and others.filter(organization=organization).exists():
            words = _("'%(name)s'은(는) 이 사업에 이미 있습니다. 그 줄을 고치거나 거부해 주세요.")
            self.add_error("organization", ValidationError(words, params={"name": organization}))
        reported = self.instance.initiative.first_reported if self.instance.initiative_id else None
        # Without its group an affiliate would be missing from the group's timeline.
        if self.instance._state.adding and organization and not values.get("group") and reported:
            values["group"] = organization.group_at(reported)
        return values


class FactInline(Inline):
    extra = 0
    can_delete = False  # a deleted fact would come back with the next reading: reject it instead
    readonly_fields = ["edited", "evidence_sentences"]
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return with_evidence(super().get_queryset(request))

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        for field in formset.form.base_fields.values():
            if hasattr(field.widget, "can_change_related"):
                # Three buttons beside each name leave no room for the sentences.
                field.widget.can_change_related = field.widget.can_view_related = False
        return formset

    @admin.display(description=gettext_lazy("근거"))
    def evidence_sentences(self, fact: Any) -> SafeString | str:
        return show_evidence(fact)

    @admin.display(description=gettext_lazy("편집자가 정한 값"))
    def edited(self, fact: Any) -> str:
        return field_words(fact, fact.edited_fields)


class ParticipationInline(FactInline):
    model = Participation
    form = ParticipationForm
    fields = ["organization", "role", "group", "review", "edited", "evidence_sentences"]
    autocomplete_fields = ["organization", "group"]


class MilestoneInline(FactInline):
    model = Milestone
    form = MilestoneForm
    fields = ["kind", "date_value", "modality", "review", "edited", "evidence_sentences"]


class FactAdmin(EditedAdmin):
    search_fields = ["initiative__search_text"]
    list_select_related = ["initiative"]
    actions = ["accept", "reject"]
    readonly_fields = ["initiative", "edited", "evidence_sentences"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return with_evidence(super().get_queryset(request).filter(initiative__merged_into__isnull=True))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # a fact is added on the page of its initiative

    def save_model(self, request: HttpRequest, obj: Any, form: RowForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        refresh_initiative(obj.initiative)

    @admin.display(description=gettext_lazy("근거"))
    def sentence(self, fact: Any) -> str:
        return first_sentence(fact)

    @admin.display(description=gettext_lazy("근거"))
    def evidence_sentences(self, fact: Any) -> SafeString | str:
        return show_evidence(fact)

    @admin.display(description=gettext_lazy("사업"), ordering="initiative__title")
    def of_initiative(self, fact: Any) -> Initiative:
        initiative: Initiative = fact.initiative
        return initiative

    @admin.action(description=gettext_lazy("맞다고 확인하기"), permissions=["change"])
    def accept(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        facts = list(queryset)
        for fact in facts:
            accept_fact(fact, request.user)  # type: ignore[arg-type]
        self.report(request, _("%d건을 확인했습니다."), facts)

    @admin.action(description=gettext_lazy("거부하기 (기사에 없는 내용)"), permissions=["change"])
    def reject(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        facts = list(queryset)
        for fact in facts:
            reject_fact(fact, request.user)  # type: ignore[arg-type]
        self.report(request, _("%d건을 거부했습니다. 어디에도 보이지 않습니다."), facts)


@admin.register(Participation)
class ParticipationAdmin(FactAdmin):
    form = ParticipationForm
    fields = ["initiative", "organization", "role", "group", "review", "edited", "evidence_sentences"]
    autocomplete_fields = ["organization", "group"]
    list_display = ["organization", "role", "group", "of_initiative", "sentence", "review"]
    list_filter = ["review", "role", FactWithGroup, "initiative__sectors"]
    list_select_related = ["initiative", "organization", "group"]


@admin.register(Milestone)
class MilestoneAdmin(FactAdmin):
    form = MilestoneForm
    fields = ["initiative", "kind", "date_value", "modality", "review", "edited", "evidence_sentences"]
    list_display = ["kind", "date_value", "modality", "of_initiative", "sentence", "review"]
    list_filter = ["review", "kind", "modality", FactWithGroup, "initiative__sectors"]
    date_hierarchy = "date_from"
