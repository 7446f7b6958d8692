from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from tracker.admin.bases import Inline
from tracker.admin.edited import EditedAdmin
from tracker.models import Group, GroupName
from tracker.models.identity import search_key
from tracker.store.catalog import touch_catalog


class GroupNameInline(Inline):
    model = GroupName
    extra = 0
    fields = ["name", "language", "official", "since", "until", "review"]
    can_delete = False


@admin.register(Group)
class GroupAdmin(EditedAdmin):
    list_display = ["name", "english_name", "origin"]
    list_filter = ["origin"]
    search_fields = ["search_text"]
    inlines = [GroupNameInline]
    readonly_fields = ["origin"]

    def get_readonly_fields(self, request: HttpRequest, obj: Group | None = None) -> list[str]:
        # The slug is the permanent address.
        return ["origin", "slug"] if obj else ["origin"]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        group = form.instance
        names = group.names.values_list("name", flat=True)
        Group.objects.filter(pk=group.pk).update(search_text=search_key(group.name, group.english_name, *names))
        touch_catalog()
