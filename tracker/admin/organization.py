from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.admin.bases import Inline
from tracker.admin.edited import EditedAdmin
from tracker.models import Affiliation, Organization, OrganizationName, Origin, Review
from tracker.store.catalog import touch_catalog
from tracker.store.organization_merge import CannotMerge, merge_organizations, unmerge_organization
from tracker.store.organizations import refresh_search_text


class OrganizationNameInline(Inline):
    model = OrganizationName
    extra = 0
    fields = ["name", "language", "official", "since", "until", "review"]
    can_delete = False


class AffiliationInline(Inline):
    model = Affiliation
    extra = 0
    fields = ["group", "since", "until", "review"]
    autocomplete_fields = ["group"]
    can_delete = False


class GroupFilter(admin.SimpleListFilter):
    title = gettext_lazy("기업집단")
    parameter_name = "group"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        rows = Affiliation.objects.order_by("group__name").values_list("group__slug", "group__name").distinct()
        return [(slug, name) for slug, name in rows]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Organization]) -> QuerySet[Organization]:
        return queryset.filter(affiliations__group__slug=self.value()).distinct() if self.value() else queryset


class KeepForm(forms.Form):
    keep = forms.ModelChoiceField(
        Organization.objects.none(), label=gettext_lazy("남길 조직"), widget=forms.RadioSelect, empty_label=None
    )


@admin.register(Organization)
class OrganizationAdmin(EditedAdmin):
    list_display = ["name", "english_name", "kind", "origin", "review", "merged_into"]
    list_filter = ["kind", "origin", "review", GroupFilter]
    list_select_related = ["merged_into"]
    search_fields = ["search_text"]
    inlines = [OrganizationNameInline, AffiliationInline]
    autocomplete_fields = ["stands_for"]
    actions = ["merge_two", "undo_merge", "accept", "reject"]

    def get_readonly_fields(self, request: HttpRequest, obj: Organization | None = None) -> list[str]:
        return ["origin", "merged_into", "slug"] if obj else ["origin", "merged_into"]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        refresh_search_text(form.instance)
        touch_catalog()

    @admin.action(description=gettext_lazy("두 조직을 하나로 합치기"), permissions=["change"])
    def merge_two(self, request: HttpRequest, queryset: QuerySet[Organization]) -> HttpResponse | None:
        chosen = list(queryset.order_by("pk"))
        if len(chosen) != 2:
            self.message_user(request, _("합칠 조직을 둘만 골라 주세요."), messages.ERROR)
            return None
        form = KeepForm(request.POST if "keep" in request.POST else None)
        form.fields["keep"].queryset = queryset  # type: ignore[attr-defined]
        if not form.is_valid():
            # The catalog's row is the likelier one to keep.
            form.initial = {"keep": min(chosen, key=lambda one: (one.origin != Origin.CATALOG, one.pk)).pk}
            context = {**self.admin_site.each_context(request), "form": form, "chosen": chosen, "opts": self.opts}
            context["title"] = _("두 조직을 하나로 합치기")
            return render(request, "admin/tracker/organization/merge.html", context)
        keep = form.cleaned_data["keep"]
        lose = next(one for one in chosen if one.pk != keep.pk)
        try:
            merge_organizations(keep, lose)
        except CannotMerge as error:
            self.message_user(request, str(error), messages.ERROR)
            return None
        touch_catalog()
        self.message_user(request, _("'%(lose)s'을(를) '%(keep)s'에 합쳤습니다.") % {"lose": lose, "keep": keep})
        return None

    @admin.action(description=gettext_lazy("합치기를 되돌리기"), permissions=["change"])
    def undo_merge(self, request: HttpRequest, queryset: QuerySet[Organization]) -> None:
        undone = [one for one in queryset if one.merged_into_id is not None]
        for one in undone:
            unmerge_organization(one)
        touch_catalog()
        self.message_user(request, _("%d곳의 합치기를 되돌렸습니다.") % len(undone))

    @admin.action(description=gettext_lazy("맞다고 확인하기"), permissions=["change"])
    def accept(self, request: HttpRequest, queryset: QuerySet[Organization]) -> None:
        self._judge(request, queryset, Review.ACCEPTED)

    @admin.action(description=gettext_lazy("거부하기 (조직이 아님)"), permissions=["change"])
    def reject(self, request: HttpRequest, queryset: QuerySet[Organization]) -> None:
        self._judge(request, queryset, Review.REJECTED)

    def _judge(self, request: HttpRequest, queryset: QuerySet[Organization], review: str) -> None:
        for organization in queryset:
            organization.review = review
            organization._history_user = request.user  # type: ignore[attr-defined]
            organization.save()
        touch_catalog()
        self.message_user(request, _("%d곳을 표시했습니다.") % queryset.count())
