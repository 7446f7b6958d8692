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
from tracker.models.initiative import Initiative, Participation
from tracker.models.milestone import Milestone
from tracker.models.operations import Heartbeat, Part, Reprocessing, Reread, RereadState
from tracker.models.organization import Affiliation, Organization, OrganizationName
from tracker.models.origin import ArticleOrigin, ArticleSketch, SketchKey
from tracker.models.promise import Promise, PromiseState
from tracker.models.report import BlockKey, CatalogState, Evidence, Report
from tracker.models.sector import Sector, SectorWord
from tracker.models.source import Source, SourceKind

__all__ = [
    "Affiliation",
    "Article",
    "ArticleOrigin",
    "ArticlePayload",
    "ArticleSketch",
    "BlockKey",
    "CatalogState",
    "Evidence",
    "Granularity",
    "Group",
    "GroupName",
    "Heartbeat",
    "Initiative",
    "Language",
    "Milestone",
    "MilestoneKind",
    "Modality",
    "Organization",
    "OrganizationKind",
    "OrganizationName",
    "Origin",
    "Outcome",
    "Part",
    "Participation",
    "ProcessingRun",
    "Promise",
    "PromiseState",
    "Reading",
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
    "Stage",
    "Status",
    "Strength",
    "WorkState",
]
