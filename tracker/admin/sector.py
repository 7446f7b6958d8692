from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from tracker.admin.bases import HistoryAdmin, Inline
from tracker.admin.edited import mark_changes
from tracker.models import Sector, SectorWord
from tracker.store.catalog import touch_catalog


class SectorWordInline(Inline):
    model = SectorWord
    extra = 1
    fields = ["word", "language", "strength", "review"]
    can_delete = False


@admin.register(Sector)
class SectorAdmin(HistoryAdmin):
    list_display = ["name", "english_name", "letter", "letter_english", "position"]
    search_fields = ["name", "english_name", "words__word"]
    inlines = [SectorWordInline]

    def get_readonly_fields(self, request: HttpRequest, obj: Sector | None = None) -> list[str]:
        return ["origin", "slug"] if obj else ["origin"]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        mark_changes(obj, form, change)
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for inline in formset.forms:
            if inline.has_changed():
                mark_changes(inline.instance, inline, inline.instance.pk is not None)
        super().save_formset(request, form, formset, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        touch_catalog()

    def has_delete_permission(self, request: HttpRequest, obj: Sector | None = None) -> bool:
        # One that initiatives belong to cannot go without changing what they say.
        return obj is not None and not obj.initiatives.exists() and super().has_delete_permission(request, obj)
