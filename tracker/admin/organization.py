from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.admin.bases import ChoiceOfRow
from tracker.admin.edited import EditedAdmin
from tracker.admin.filters import MemberOfGroup
from tracker.admin.periods import PeriodInline
from tracker.models import Affiliation, Organization, OrganizationName, Origin, Review
from tracker.store.catalog import touch_catalog
from tracker.store.organization_merge import CannotMerge, merge_organizations
from tracker.store.organizations import refresh_search_text
from tracker.store.partner_rows import refresh_partners_of
from tracker.tasks.intake import undo_merge


class OrganizationNameInline(PeriodInline):
    model = OrganizationName
    fields = ["name", "language", "official", "since", "until", "review"]


class AffiliationInline(PeriodInline):
    model = Affiliation
    fields = ["group", "since", "until", "review"]
    autocomplete_fields = ["group"]


class OrganizationChoice(ChoiceOfRow):
    def label_from_instance(self, obj: Any) -> str:
        # Two that are to become one often have the same name.
        words = _("%(name)s (%(kind)s, 유래 %(origin)s, 사업 %(count)d건)")
        kind, origin = obj.get_kind_display(), obj.get_origin_display()
        return words % {"name": obj, "kind": kind, "origin": origin, "count": obj.participations.count()}


class KeepForm(forms.Form):
    keep = OrganizationChoice(
        Organization.objects.none(), label=gettext_lazy("남길 조직"), widget=forms.RadioSelect, empty_label=None
    )


@admin.register(Organization)
class OrganizationAdmin(EditedAdmin):
    list_display = ["name", "english_name", "group_now", "kind", "initiatives", "origin", "review", "merged_into"]
    list_filter = ["kind", "origin", "review", MemberOfGroup]
    list_select_related = ["merged_into"]
    search_fields = ["search_text"]
    inlines = [OrganizationNameInline, AffiliationInline]
    history_parts = ("names", "affiliations")
    autocomplete_fields = ["stands_for"]
    actions = ["merge_two", "undo_merge", "accept", "reject"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organization]:
        memberships = Affiliation.objects.select_related("group")
        rows: QuerySet[Organization] = super().get_queryset(request)
        counted = rows.annotate(initiatives_count=Count("participations"))
        return counted.prefetch_related(Prefetch("affiliations", memberships))

    def offered(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(merged_into__isnull=True).exclude(review=Review.REJECTED)

    @admin.display(description=gettext_lazy("지금 기업집단"))
    def group_now(self, organization: Organization) -> str:
        return str(organization.group_at(timezone.localdate()) or "–")

    @admin.display(description=gettext_lazy("사업 수"), ordering="initiatives_count")
    def initiatives(self, organization: Any) -> int:
        return int(organization.initiatives_count)

    def get_readonly_fields(self, request: HttpRequest, obj: Organization | None = None) -> list[str]:
        return ["origin", "merged_into", "edited", "slug"] if obj else ["origin", "merged_into", "edited"]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        refresh_search_text(form.instance)
        refresh_partners_of([form.instance.pk])
        touch_catalog()

    @admin.action(description=gettext_lazy("두 조직을 하나로 합치기"), permissions=["change"])
    def merge_two(self, request: HttpRequest, queryset: QuerySet[Organization]) -> HttpResponse | None:
        chosen = list(queryset.order_by("pk"))
        if len(chosen) != 2:
            self.message_user(request, _("합칠 조직을 둘만 골라 주세요."), messages.ERROR)
            return None
        form = KeepForm(request.POST if "keep" in request.POST else None)
        form.fields["keep"].queryset = Organization.objects.filter(pk__in=[one.pk for one in chosen])  # type: ignore[attr-defined]
        if not form.is_valid():
            return self._ask_which(request, form, chosen)
        keep = form.cleaned_data["keep"]
        lose = next(one for one in chosen if one.pk != keep.pk)
        try:
            merge_organizations(keep, lose)
        except CannotMerge as error:
            self.message_user(request, str(error), messages.ERROR)
            return None
        words = _("'%(lose)s'을(를) '%(keep)s'에 합쳤습니다.") % {"lose": lose, "keep": keep}
        self.message_user(request, words, messages.SUCCESS)
        return None

    def _ask_which(self, request: HttpRequest, form: KeepForm, chosen: list[Organization]) -> HttpResponse:
        # The catalog's row is the likelier one to keep.
        form.initial = {"keep": min(chosen, key=lambda one: (one.origin != Origin.CATALOG, one.pk)).pk}
        context = {**self.admin_site.each_context(request), "form": form, "chosen": chosen, "opts": self.opts}
        context["title"] = _("두 조직을 하나로 합치기")
        return render(request, "admin/tracker/organization/merge.html", context)

    @admin.action(description=gettext_lazy("합치기를 되돌리기"), permissions=["change"])
    def undo_merge(self, request: HttpRequest, queryset: QuerySet[Organization]) -> None:
        undone = [one for one in queryset if one.merged_into_id is not None]
        misread = [article for one in undone for article in undo_merge(one)]
        nothing = _("고른 것 가운데 다른 조직에 합쳐진 것이 없습니다.")
        self.report(request, _("%d곳의 합치기를 되돌렸습니다."), undone, nothing=nothing)
        if misread:
            words = _("그동안 남긴 조직으로 읽은 기사 %d건을 다시 읽습니다.")
            self.report(request, words, misread)

    @admin.action(description=gettext_lazy("맞다고 확인하기"), permissions=["change"])
    def accept(self, request: HttpRequest, queryset: QuerySet[Organization]) -> None:
        self._judge(request, queryset, Review.ACCEPTED)

    @admin.action(description=gettext_lazy("거부하기 (조직이 아님)"), permissions=["change"])
    def reject(self, request: HttpRequest, queryset: QuerySet[Organization]) -> None:
        self._judge(request, queryset, Review.REJECTED)

    def _judge(self, request: HttpRequest, queryset: QuerySet[Organization], review: str) -> None:
        organizations = list(queryset)
        for organization in organizations:
            organization.review = review
            organization._history_user = request.user  # type: ignore[attr-defined]
            organization.save()
        touch_catalog()
        self.report(request, _("%d곳을 표시했습니다."), organizations)
