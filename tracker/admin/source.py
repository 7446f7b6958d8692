from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.admin.bases import RowForm
from tracker.admin.recorded import RecordedAdmin
from tracker.models import Source
from tracker.store.removal import remove_samples


class SourceForm(RowForm):
    address = forms.URLField(label=gettext_lazy("주소"), required=False, max_length=500, assume_scheme="https")

    class Meta:
        model = Source
        fields = ["kind", "name", "address"]


@admin.register(Source)
class SourceAdmin(RecordedAdmin):
    form = SourceForm
    list_display = ["name", "kind", "articles_count"]
    list_filter = ["kind"]
    search_fields = ["name", "address"]
    actions = ["remove_all_samples"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        rows: QuerySet[Source] = super().get_queryset(request)
        return rows.annotate(articles_count=Count("articles"))

    @admin.display(description=gettext_lazy("기사 수"), ordering="articles_count")
    def articles_count(self, source: Any) -> int:
        return int(source.articles_count)

    @admin.action(
        description=gettext_lazy("예시 기사를 모두 지우기 (실제 보도가 아닌 글과 그것만 말하는 사업)"),
        permissions=["delete"],
    )
    def remove_all_samples(self, request: HttpRequest, queryset: QuerySet[Source]) -> None:
        removed = remove_samples()
        words = _(
            "예시 기사 %(articles)d건, 그 기사만 말하던 사업 %(initiatives)d건과 조직 %(organizations)d곳을 지웠습니다."
        )
        counts = {
            "articles": removed.articles,
            "initiatives": removed.initiatives,
            "organizations": removed.organizations,
        }
        self.message_user(request, words % counts, messages.SUCCESS)

    def has_delete_permission(self, request: HttpRequest, obj: Source | None = None) -> bool:
        if obj is not None and obj.articles.exists():
            return False
        return super().has_delete_permission(request, obj)
