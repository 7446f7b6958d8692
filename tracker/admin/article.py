from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tracker.admin.bases import Inline
from tracker.admin.edited import search
from tracker.admin.recorded import ListAdmin
from tracker.models import Article, Initiative, ProcessingRun
from tracker.store.removal import remove_articles
from tracker.tasks.intake import reprocess, retry

COUNTED = {
    "bytes": _("바이트"),
    "characters": _("글자"),
    "organizations": _("조직"),
    "reports": _("보도"),
    "milestones": _("이정표"),
}
# An article stays as it was published; what it is taken to say is corrected on the initiative.
FIELDS: list[Any] = [
    "title",
    "publisher",
    "byline",
    "published_at",
    "language",
    "address",
    "source",
    "duplicate_of",
    "added_by",
]
WORK_FIELDS: list[Any] = ["accepted_at", "finished_at", "stage", "state", "tries", "failure"]


def short(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else "–"


def count_words(run: ProcessingRun) -> str:
    return " · ".join(f"{COUNTED.get(name, name)} {number}" for name, number in run.counts.items()) or "–"


class ProcessingRunInline(Inline):
    model = ProcessingRun
    extra = 0
    fields = ["stage", "attempt", "outcome", "started_at", "finished_at", "worker", "version", "found", "failure"]
    readonly_fields = tuple(map(str, fields))
    can_delete = False

    @admin.display(description=_("수"))
    def found(self, run: ProcessingRun) -> str:
        return count_words(run)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Article)
class ArticleAdmin(ListAdmin):
    list_display = ["__str__", "publisher", "published", "source", "stage", "state", "why"]
    list_filter = ["state", "stage", "source", "language"]
    list_select_related = ["source"]
    date_hierarchy = "published_at"
    search_fields = ["search_text"]
    actions = ["reprocess_articles", "retry_articles"]
    inlines = [ProcessingRunInline]
    fieldsets = [
        (None, {"fields": [*FIELDS, "says", "body"]}),
        (_("처리"), {"fields": WORK_FIELDS}),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> list[str]:
        return [*FIELDS, "says", "body", *WORK_FIELDS]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # articles are added on the site, where they are read at once

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        return search(queryset, "search_text", search_term), False

    @admin.display(description=_("발행"), ordering="published_at")
    def published(self, article: Article) -> str:
        return short(article.published_at)

    @admin.display(description=_("실패 까닭"))
    def why(self, article: Article) -> str:
        return Truncator(article.failure).chars(80) or "–"

    @admin.display(description=_("이 기사가 말하는 사업"))
    def says(self, article: Article) -> SafeString | str:
        rows = Initiative.objects.filter(reports__article=article).distinct()
        links = ((reverse("admin:tracker_initiative_change", args=[row.pk]), row.title) for row in rows)
        return format_html_join("", '<p><a href="{}">{}</a></p>', links) or "–"

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
        if not articles:
            self.message_user(request, _("고른 것 가운데 실패한 기사가 없습니다."), messages.WARNING)
            return
        text = ngettext("기사 %d건을 다시 시도합니다.", "기사 %d건을 다시 시도합니다.", len(articles)) % len(articles)
        self.message_user(request, text, messages.SUCCESS)

    def delete_model(self, request: HttpRequest, obj: Article) -> None:
        remove_articles([obj.pk], remember=True, removed_by=request.user)  # type: ignore[arg-type]

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        ids = list(queryset.values_list("id", flat=True))
        remove_articles(ids, remember=True, removed_by=request.user)  # type: ignore[arg-type]

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        # What hangs on an article goes with it; the rights to its parts are not asked for one by one.
        shown, counts, _perms, protected = super().get_deleted_objects(objs, request)
        return shown, counts, set(), protected


@admin.register(ProcessingRun)
class ProcessingRunAdmin(ListAdmin):
    list_display = ["article", "stage", "attempt", "outcome", "started", "seconds", "found", "failure"]
    list_filter = ["outcome", "stage"]
    list_select_related = ["article"]
    date_hierarchy = "started_at"
    fields = [
        "article",
        "stage",
        "attempt",
        "outcome",
        "started_at",
        "finished_at",
        "worker",
        "version",
        "lexicon_hash",
        "found",
        "failure",
    ]

    @admin.display(description=_("수"))
    def found(self, run: ProcessingRun) -> str:
        return count_words(run)

    @admin.display(description=_("시작"), ordering="started_at")
    def started(self, run: ProcessingRun) -> str:
        return short(run.started_at)

    @admin.display(description=_("걸린 초"))
    def seconds(self, run: ProcessingRun) -> str:
        return f"{(run.finished_at - run.started_at).total_seconds():.1f}" if run.finished_at else "–"

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return super().changelist_view(request, {"title": self.opts.verbose_name_plural, **(extra_context or {})})

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
