from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from tracker.admin.bases import Admin, Inline
from tracker.admin.edited import EditedAdmin
from tracker.models import Sector, SectorWord
from tracker.store.catalog import touch_catalog
from tracker.store.timeline_rows import refresh_rows_of_sectors


class SectorWordInline(Inline):
    model = SectorWord
    extra = 1
    fields = ["word", "language", "strength", "review"]
    can_delete = False


@admin.register(Sector)
class SectorAdmin(EditedAdmin):
    list_display = ["name", "english_name", "letter", "letter_english", "words_count", "position"]
    search_fields = ["name", "english_name", "words__word"]
    inlines = [SectorWordInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Sector]:
        rows: QuerySet[Sector] = super().get_queryset(request)
        return rows.annotate(words_count=Count("words"))

    @admin.display(description=gettext_lazy("낱말 수"), ordering="words_count")
    def words_count(self, sector: Any) -> int:
        return int(sector.words_count)

    def get_readonly_fields(self, request: HttpRequest, obj: Sector | None = None) -> list[str]:
        return ["origin", "edited", "slug"] if obj else ["origin", "edited"]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if {"position", "slug"} & set(form.changed_data):
            refresh_rows_of_sectors([form.instance.pk])
        touch_catalog()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # One that initiatives belong to cannot go without changing what they say.
        unused = obj is not None and not obj.initiatives.exists()
        return unused and Admin.has_delete_permission(self, request, obj)
