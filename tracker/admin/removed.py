from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from tracker.admin.recorded import ListAdmin
from tracker.models import RemovedArticle


@admin.register(RemovedArticle)
class RemovedArticleAdmin(ListAdmin):
    """Deleting a row lets the article in again."""

    list_display = ["__str__", "address", "removed_at", "removed_by"]
    list_select_related = ["removed_by"]
    search_fields = ["title", "address"]
    fields = ["title", "address", "removed_at", "removed_by"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
