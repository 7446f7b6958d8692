"""Editing pages that keep the author of every change and show the history of a row with that of its parts."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tracker.admin.bases import Admin
from tracker.admin.changes import SHOWN, changes_of


class ListAdmin(Admin):
    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        # PostgreSQL refuses the character, wherever in a query it stands.
        if any("\0" in value for values in request.GET.lists() for value in values[1]):
            self.message_user(request, _("주소에 읽을 수 없는 글자가 있어 모두 보입니다."), messages.WARNING)
            return redirect(request.path)
        return super().changelist_view(request, extra_context)

    def response_action(self, request: HttpRequest, queryset: Any, *more: Any, **options: Any) -> Any:
        # Django takes it for granted that nobody but its own page sends the form.
        if not all(chosen.isdecimal() for chosen in request.POST.getlist(ACTION_CHECKBOX_NAME)):
            self.message_user(request, _("고른 것을 알아볼 수 없습니다. 목록에서 다시 골라 주세요."), messages.ERROR)
            return None
        return super().response_action(request, queryset, *more, **options)


class RecordedAdmin(ListAdmin):
    history_parts: tuple[str, ...] = ()  # relations whose rows are edited on the same page

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj._history_user = request.user
        super().save_model(request, obj, form, change)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, object_id)
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined, no-any-return]
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        changes = changes_of(row, self.history_parts)
        context = {
            **self.admin_site.each_context(request),
            "title": _("바뀐 내력: %s") % row,
            "module_name": self.opts.verbose_name_plural,
            "opts": self.opts,
            "object": row,
            "changes": changes,
            "cut": len(changes) == SHOWN,
        }
        return render(request, "admin/tracker/history.html", context)
