"""The admin: where editors correct what the machine read. Their values are marked and survive re-processing."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from tracker.admin.article import ArticleAdmin, ProcessingRunAdmin
from tracker.admin.fact import MilestoneAdmin, ParticipationAdmin
from tracker.admin.group import GroupAdmin
from tracker.admin.initiative import InitiativeAdmin
from tracker.admin.judgement import JudgementAdmin
from tracker.admin.organization import OrganizationAdmin
from tracker.admin.removed import RemovedArticleAdmin
from tracker.admin.sector import SectorAdmin
from tracker.admin.source import SourceAdmin

admin.site.site_header = _("스마트 산업 트래커 · 편집")
admin.site.site_title = _("편집")
admin.site.index_title = _("무엇을 고칠까요")

__all__ = [
    "ArticleAdmin",
    "GroupAdmin",
    "InitiativeAdmin",
    "JudgementAdmin",
    "MilestoneAdmin",
    "OrganizationAdmin",
    "ParticipationAdmin",
    "ProcessingRunAdmin",
    "RemovedArticleAdmin",
    "SectorAdmin",
    "SourceAdmin",
]
