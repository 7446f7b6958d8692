from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextInputWidget
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tracker.admin.bases import RowForm
from tracker.admin.recorded import RecordedAdmin
from tracker.forms.health import health_of
from tracker.forms.source import POLLED_CHOICES, check_address, check_interval, check_selector, check_together
from tracker.models import Source, SourceState
from tracker.store.polls import begin_anew, promise_poll_now
from tracker.store.removal import remove_samples
from tracker.tasks.ring import ring_poll

WIDE = "vLargeTextField"
EDITED: list[Any] = [
    "kind",
    "name",
    "address",
    "interval",
    "state",
    "reliability",
    "selector",
    "date_selector",
    "sectors",
    "groups",
]
POLLING: list[Any] = [
    "last_poll_at",
    "last_success_at",
    "last_found",
    "last_new",
    "next_poll_at",
    "last_error_at",
    "last_error",
    "failures",
    "parse_failures",
    "moved_to",
]


class SourceForm(RowForm):
    """The kinds that stand for a person's way of bringing articles are there from the start and are not chosen."""

    kind = forms.ChoiceField(label=gettext_lazy("종류"), choices=POLLED_CHOICES)
    address = forms.CharField(
        label=gettext_lazy("주소"), required=False, max_length=500, widget=AdminTextInputWidget(attrs={"class": WIDE})
    )

    class Meta:
        model = Source
        fields = EDITED

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and not self.instance.is_polled:
            self.fields["kind"] = forms.ChoiceField(
                label=_("종류"), choices=[(self.instance.kind, self.instance.get_kind_display())]
            )

    def clean_address(self) -> str:
        address = str(self.cleaned_data["address"]).strip()
        return check_address(address) if address else ""

    def clean_interval(self) -> int:
        return check_interval(self.cleaned_data["interval"])

    def clean_selector(self) -> str:
        return check_selector(self.cleaned_data["selector"])

    def clean_date_selector(self) -> str:
        return check_selector(self.cleaned_data["date_selector"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        check_together(self, cleaned)
        return cleaned


@admin.register(Source)
class SourceAdmin(RecordedAdmin):
    form = SourceForm
    list_display = ["name", "kind", "health", "reliability", "last_success_at", "next_poll_at", "articles_count"]
    list_filter = ["kind", "state", "reliability", "sectors"]
    search_fields = ["name", "address"]
    autocomplete_fields = ["groups"]
    actions = ["poll_now", "pause", "resume", "remove_all_samples"]
    fieldsets = [
        (None, {"fields": ["kind", "name", "address", "interval", "state", "reliability", "try_link"]}),
        (gettext_lazy("목록 쪽"), {"fields": ["selector", "date_selector"]}),
        (gettext_lazy("무엇을 다루나"), {"fields": ["sectors", "groups"]}),
        (gettext_lazy("확인"), {"fields": POLLING}),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Source | None = None) -> list[str]:
        return ["try_link", *POLLING]

    def save_model(self, request: HttpRequest, obj: Source, form: Any, change: bool) -> None:
        # What is known of another document must not hide this one.
        if not change or {"address", "kind", "selector", "date_selector", "state"} & set(form.changed_data):
            begin_anew(obj)
        super().save_model(request, obj, form, change)

    @admin.display(description=gettext_lazy("해 보기"))
    def try_link(self, source: Source) -> SafeString | str:
        if not source.pk or not source.is_polled:
            return format_html('<a href="{}">{}</a>', reverse("try_source"), _("저장하기 전에 무엇을 가져올지 보기"))
        address = f"{reverse('try_source')}?source={source.public_id}"
        return format_html('<a href="{}">{}</a>', address, _("지금 무엇을 가져올지 보기"))

    @admin.display(description=gettext_lazy("상태"))
    def health(self, source: Source) -> str:
        return health_of(source).words

    @admin.action(description=gettext_lazy("지금 확인하기"), permissions=["change"])
    def poll_now(self, request: HttpRequest, queryset: QuerySet[Source]) -> None:
        promises = [promise for source in queryset if (promise := promise_poll_now(source))]
        for promise in promises:
            ring_poll(promise)
        words = ngettext("출처 %d곳을 확인합니다.", "출처 %d곳을 확인합니다.", len(promises)) % len(promises)
        self.message_user(request, words, messages.SUCCESS if promises else messages.WARNING)

    @admin.action(description=gettext_lazy("멈추기"), permissions=["change"])
    def pause(self, request: HttpRequest, queryset: QuerySet[Source]) -> None:
        self._set_state(request, queryset, SourceState.PAUSED)

    @admin.action(description=gettext_lazy("다시 켜기"), permissions=["change"])
    def resume(self, request: HttpRequest, queryset: QuerySet[Source]) -> None:
        self._set_state(request, queryset, SourceState.ACTIVE)

    def _set_state(self, request: HttpRequest, queryset: QuerySet[Source], state: SourceState) -> None:
        for source in queryset.polled():  # type: ignore[attr-defined]
            source.state = state
            begin_anew(source)
            source._history_user = request.user
            source.save()
        self.message_user(request, _("상태를 바꾸었습니다: %s") % state.label, messages.SUCCESS)

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
