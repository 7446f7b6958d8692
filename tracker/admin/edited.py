"""What all editing pages have in common: an editor's values are marked, so that the store leaves them alone."""

from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest

from tracker.admin.bases import HistoryAdmin, RowForm
from tracker.models import Origin
from tracker.models.identity import Edited, search_key


class EditedAdmin(HistoryAdmin):
    """Marks what the editor changed; finds rows by `search_text`, blanks and case ignored; deletes nothing, since a
    deleted row would come back with the next reading: reject it instead."""

    def save_model(self, request: HttpRequest, obj: Any, form: RowForm, change: bool) -> None:
        mark_changes(obj, form, change)
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for inline in formset.forms:
            if inline.has_changed() and inline.is_valid():
                mark_changes(inline.instance, inline, inline.instance.pk is not None)
                inline.instance._history_user = request.user
        super().save_formset(request, form, formset, change)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if search_term.strip():
            queryset = queryset.filter(search_text__contains=search_key(search_term))
        return queryset, False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


def mark_changes(obj: Any, form: RowForm, change: bool) -> None:
    """Marks changed fields of a row that the machine also writes; a catalog row that was changed is an editor's now."""
    columns = {field.name for field in obj._meta.get_fields()}
    changed = [name for name in form.changed_data if name in columns and name != "review"]
    if change and isinstance(obj, Edited) and changed:
        obj.mark_edited(*changed)
    if hasattr(obj, "origin") and changed and not isinstance(obj, Edited):
        obj.origin = Origin.EDITOR
