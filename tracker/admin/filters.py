"""Filters beside the lists."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import PAGE_VAR, ChangeList
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tracker.models import Affiliation, Group, Participation, Review


class SelectFilter(admin.SimpleListFilter):
    """One select in place of a hundred links; `others` are the parameters that go along."""

    template = "admin/tracker/select_filter.html"
    others: list[tuple[str, str]]

    def choices(self, changelist: ChangeList) -> Any:
        kept = {name: value for name, value in changelist.params.items() if name != PAGE_VAR}
        if changelist.query:
            kept["q"] = changelist.query
        self.others = [(name, str(value)) for name, value in kept.items()]
        return super().choices(changelist)


class MemberOfGroup(SelectFilter):
    """Organizations by the group that they belong to or belonged to."""

    title = _("기업집단")
    parameter_name = "group"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(group.slug, str(group)) for group in Group.objects.filter(affiliations__isnull=False).distinct()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.value():
            return queryset
        members = Affiliation.objects.filter(organization=OuterRef("pk"), group__slug=self.value())
        return queryset.filter(Exists(members.exclude(review=Review.REJECTED)))


class WithGroup(SelectFilter):
    """Initiatives, or their facts, in which a group takes part."""

    title = _("기업집단")
    parameter_name = "group"
    to_initiative = "pk"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(group.slug, str(group)) for group in Group.objects.filter(participations__isnull=False).distinct()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.value():
            return queryset
        ours = Participation.objects.filter(initiative=OuterRef(self.to_initiative), group__slug=self.value())
        return queryset.filter(Exists(ours.exclude(review=Review.REJECTED)))


class FactWithGroup(WithGroup):
    to_initiative = "initiative"
