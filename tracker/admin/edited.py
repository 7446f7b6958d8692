"""What all editing pages have in common: an editor's values are marked, so that the store leaves them alone."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy

from tracker.admin.bases import RowForm
from tracker.admin.changes import field_words
from tracker.admin.recorded import RecordedAdmin
from tracker.models import Origin
from tracker.models.identity import Edited, found_by
from tracker.pipeline.parse.border import clean_text


class EditedAdmin(RecordedAdmin):
    """Marks what the editor changed; finds rows by `search_text`, blanks and case ignored; deletes nothing, since a
    deleted row would come back with the next reading: reject it instead."""

    def save_model(self, request: HttpRequest, obj: Any, form: RowForm, change: bool) -> None:
        mark_changes(obj, form)
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for inline in formset.forms:
            if inline.has_changed():
                mark_changes(inline.instance, inline)
                inline.instance._history_user = request.user
        super().save_formset(request, form, formset, change)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if request.path == reverse("admin:autocomplete"):
            queryset = self.offered(queryset)
        columns = [name for name in self.search_fields if name.endswith("search_text")]
        if not columns:
            return super().get_search_results(request, queryset, search_term)
        return search(queryset, columns[0], search_term), False

    def offered(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The rows that a field which completes names may offer."""
        return queryset

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("편집자가 정한 값"))
    def edited(self, row: Any) -> str:
        return field_words(row, row.edited_fields)

    def report(self, request: HttpRequest, words: str, rows: list[Any], *, nothing: str = "") -> None:
        """Says what an action did to how many rows; an action that found nothing to do says so."""
        if rows or not nothing:
            self.message_user(request, words % len(rows), messages.SUCCESS)
        else:
            self.message_user(request, nothing, messages.WARNING)


def search(queryset: QuerySet[Any], column: str, text: str) -> QuerySet[Any]:
    """Rows that hold the text, blanks and case ignored, or else every word of it."""
    text = clean_text(text)
    if not text.strip():
        return queryset
    return queryset.filter(found_by(text, column))


def mark_changes(obj: Any, form: RowForm) -> None:
    """Marks the fields, which the machine also writes, that an editor has set; a catalog row that was changed is an
    editor's now."""
    columns = {field.name for field in obj._meta.get_fields()}
    changed = [name for name in form.changed_data if name in columns and name != "review"]
    if isinstance(obj, Edited) and changed:
        obj.mark_edited(*changed)
    if hasattr(obj, "origin") and changed and not isinstance(obj, Edited):
        obj.origin = Origin.EDITOR
