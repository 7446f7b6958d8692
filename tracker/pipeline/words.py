"""The closed vocabularies of the field, in the order of the ladder where there is one (gold/GUIDE.md)."""

from typing import Final

ORGANIZATION_KINDS: Final = (
    "company",
    "government",
    "public_institution",
    "university",
    "research_institute",
    "association",
    "consortium",
)
ROLES: Final = ("lead", "partner", "customer", "supplier")
STATUSES: Final = ("exploring", "agreed", "in_progress", "completed", "cancelled")
MODALITIES: Final = ("happened", "planned", "possible")
MILESTONE_KINDS: Final = (
    "talks",
    "agreement",
    "contract",
    "investment",
    "organization",
    "pilot",
    "construction",
    "launch",
    "completion",
    "target",
    "announcement",
    "cancellation",
)
GRANULARITIES: Final = ("day", "month", "quarter", "half", "year", "range")
