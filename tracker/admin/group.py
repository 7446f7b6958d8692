from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from tracker.admin.edited import EditedAdmin
from tracker.admin.periods import PeriodInline
from tracker.models import Group, GroupName
from tracker.store.catalog import touch_catalog
from tracker.store.groups import refresh_group_search


class GroupNameInline(PeriodInline):
    model = GroupName
    fields = ["name", "language", "official", "since", "until", "review"]


@admin.register(Group)
class GroupAdmin(EditedAdmin):
    list_display = ["name", "english_name", "affiliates", "initiatives", "origin"]
    list_filter = ["origin"]
    search_fields = ["search_text"]
    inlines = [GroupNameInline]
    history_parts = ("names",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Group]:
        rows: QuerySet[Group] = super().get_queryset(request)
        return rows.annotate(
            affiliates_count=Count("affiliations__organization", distinct=True),
            initiatives_count=Count("participations__initiative", distinct=True),
        )

    @admin.display(description=gettext_lazy("조직 수"), ordering="affiliates_count")
    def affiliates(self, group: Any) -> int:
        return int(group.affiliates_count)

    @admin.display(description=gettext_lazy("사업 수"), ordering="initiatives_count")
    def initiatives(self, group: Any) -> int:
        return int(group.initiatives_count)

    def get_readonly_fields(self, request: HttpRequest, obj: Group | None = None) -> list[str]:
        # The slug is the permanent address.
        return ["origin", "edited", "slug"] if obj else ["origin", "edited"]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        refresh_group_search(form.instance)
        touch_catalog()
