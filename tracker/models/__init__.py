"""One noun a file; this room is imported as a whole."""

from tracker.models.article import (
    Article,
    ArticlePayload,
    Outcome,
    ProcessingRun,
    Reading,
    Stage,
    WorkState,
)
from tracker.models.backfill import Backfill, BackfillChunk, BackfillKind
from tracker.models.choices import (
    Granularity,
    Language,
    MilestoneKind,
    Modality,
    OrganizationKind,
    Origin,
    Review,
    Role,
    Status,
    Strength,
)
from tracker.models.group import Group, GroupName
from tracker.models.host import Host
from tracker.models.initiative import Initiative, Participation
from tracker.models.judgement import JudgedReport, Judgement, MergeProposal, Verdict
from tracker.models.milestone import Milestone
from tracker.models.operations import Heartbeat, Part, Reprocessing, Reread, RereadState
from tracker.models.organization import Affiliation, Organization, OrganizationName
from tracker.models.origin import ArticleOrigin, ArticleSketch, SketchKey
from tracker.models.partner import PartnerCount, PartnerRow, PartnerStale, PartnerTotal
from tracker.models.promise import Promise, PromiseState
from tracker.models.removed import RemovedArticle
from tracker.models.report import BlockKey, CatalogState, Evidence, Report
from tracker.models.sector import Sector, SectorWord
from tracker.models.source import LEAST_INTERVAL, POLLED, USUAL_INTERVAL, Reliability, Source, SourceKind, SourceState
from tracker.models.tally import Tally
from tracker.models.timeline import NO_DAY, Owner, TimelinePlace, TimelineRow

__all__ = [
    "LEAST_INTERVAL",
    "NO_DAY",
    "POLLED",
    "USUAL_INTERVAL",
    "Affiliation",
    "Article",
    "ArticleOrigin",
    "ArticlePayload",
    "ArticleSketch",
    "Backfill",
    "BackfillChunk",
    "BackfillKind",
    "BlockKey",
    "CatalogState",
    "Evidence",
    "Granularity",
    "Group",
    "GroupName",
    "Heartbeat",
    "Host",
    "Initiative",
    "JudgedReport",
    "Judgement",
    "Language",
    "MergeProposal",
    "Milestone",
    "MilestoneKind",
    "Modality",
    "Organization",
    "OrganizationKind",
    "OrganizationName",
    "Origin",
    "Outcome",
    "Owner",
    "Part",
    "Participation",
    "PartnerCount",
    "PartnerRow",
    "PartnerStale",
    "PartnerTotal",
    "ProcessingRun",
    "Promise",
    "PromiseState",
    "Reading",
    "Reliability",
    "RemovedArticle",
    "Report",
    "Reprocessing",
    "Reread",
    "RereadState",
    "Review",
    "Role",
    "Sector",
    "SectorWord",
    "SketchKey",
    "Source",
    "SourceKind",
    "SourceState",
    "Stage",
    "Status",
    "Strength",
    "Tally",
    "TimelinePlace",
    "TimelineRow",
    "Verdict",
    "WorkState",
]
