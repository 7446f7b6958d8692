from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tracker.admin.bases import Admin, Inline
from tracker.models import Article, ProcessingRun
from tracker.models.identity import search_key
from tracker.store.removal import remove_articles
from tracker.tasks.intake import reprocess, retry

RUN_FIELDS = ("stage", "attempt", "worker", "started_at", "finished_at", "outcome", "failure", "version", "counts")


class ProcessingRunInline(Inline):
    model = ProcessingRun
    extra = 0
    fields = ["stage", "attempt", "worker", "started_at", "finished_at", "outcome", "failure", "version", "counts"]
    readonly_fields = (
        "stage",
        "attempt",
        "worker",
        "started_at",
        "finished_at",
        "outcome",
        "failure",
        "version",
        "counts",
    )
    can_delete = False
    show_change_link = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Article)
class ArticleAdmin(Admin):
    list_display = ["__str__", "publisher", "published_at", "source", "stage", "state", "tries"]
    list_filter = ["state", "stage", "source", "language"]
    list_select_related = ["source"]
    date_hierarchy = "published_at"
    search_fields = ["search_text"]
    actions = ["reprocess_articles", "retry_articles"]
    inlines = [ProcessingRunInline]
    exclude = ["paragraphs"]

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> list[str]:
        # An article stays as it was published; what it is taken to say is corrected on the initiative.
        return [field.name for field in Article._meta.fields if field.editable] + ["failure", "tries", "finished_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # articles are added on the site, where they are read at once

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        if search_term.strip():
            queryset = queryset.filter(search_text__contains=search_key(search_term))
        return queryset, False

    @admin.action(description=_("다시 처리하기"), permissions=["change"])
    def reprocess_articles(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        articles = list(queryset)
        for article in articles:
            reprocess(article)
        text = ngettext("기사 %d건을 다시 처리합니다.", "기사 %d건을 다시 처리합니다.", len(articles)) % len(articles)
        self.message_user(request, text, messages.SUCCESS)

    @admin.action(description=_("실패한 기사를 다시 시도하기"), permissions=["change"])
    def retry_articles(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        articles = list(queryset.dead())  # type: ignore[attr-defined]
        for article in articles:
            retry(article)
        text = ngettext("기사 %d건을 다시 시도합니다.", "기사 %d건을 다시 시도합니다.", len(articles)) % len(articles)
        self.message_user(request, text, messages.SUCCESS)

    def delete_model(self, request: HttpRequest, obj: Article) -> None:
        remove_articles([obj.pk])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        remove_articles(list(queryset.values_list("id", flat=True)))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        # What hangs on an article goes with it; the rights to its parts are not asked for one by one.
        shown, counts, _perms, protected = super().get_deleted_objects(objs, request)
        return shown, counts, set(), protected


@admin.register(ProcessingRun)
class ProcessingRunAdmin(Admin):
    list_display = ["article", "stage", "attempt", "outcome", "started_at", "finished_at", "failure"]
    list_filter = ["outcome", "stage"]
    list_select_related = ["article"]
    date_hierarchy = "started_at"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
