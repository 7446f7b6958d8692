"""Ties in words: the pen of their pictures, their table with its order, the legend, the years of the slider."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tracker.forms.partner_filter import STAGE_WORDS, PartnerFilter
from tracker.models import Group, OrganizationKind, PartnerTotal
from tracker.partnerships.edges import Node, Tie, sort_ties
from tracker.partnerships.figure import Pen
from tracker.pipeline.partners.rungs import STAGES
from tracker.views.rows import PER_PAGE, Page, page_links

GROUP_WORD = gettext_lazy("기업집단")
COLUMNS = (
    ("owner", gettext_lazy("기업집단"), False),
    ("partner", gettext_lazy("협력 기관"), False),
    ("kind", gettext_lazy("종류"), False),
    ("stage", gettext_lazy("가장 높은 단계"), True),
    ("initiatives", gettext_lazy("함께하는 사업"), True),
    ("", gettext_lazy("분야"), False),
    ("origins", gettext_lazy("독립 출처"), True),
    ("first", gettext_lazy("처음"), False),
    ("last", gettext_lazy("최근"), True),
)


@dataclass(frozen=True, slots=True)
class Column:
    """name: what its values are sorted by, "" if by nothing. order: aria-sort, "" unless it is the one in use."""

    name: str
    label: str
    address: str
    order: str

    @property
    def numeric(self) -> bool:
        return self.name in ("initiatives", "origins")


@dataclass(frozen=True, slots=True)
class Row:
    tie: Tie
    stage: str
    kind: str
    address: str
    home: str
    unfold: str


@dataclass(frozen=True, slots=True)
class TieTable:
    columns: list[Column]
    rows: list[Row]
    page: Page
    with_owner: bool


def make_table(ties: Iterable[Tie], wanted: PartnerFilter, *, with_owner: bool = False) -> TieTable:
    """The ties in the order of the address; 50 a page."""
    ordered = sort_ties(ties, wanted.sort)
    start = (wanted.page - 1) * PER_PAGE
    shown = ordered[start : start + PER_PAGE]
    columns = [_column(*one, wanted) for one in COLUMNS if with_owner or one[0] != "owner"]
    rows = [_row(tie, wanted, unfolds=not with_owner) for tie in shown]
    return TieTable(columns, rows, page_links(wanted, following=len(ordered) > start + PER_PAGE), with_owner)


def _column(name: str, label: Any, falls: bool, wanted: PartnerFilter) -> Column:
    """falls: whether the largest value comes first when one sorts by it for the first time."""
    if not name:
        return Column("", str(label), "", "")
    order = {name: "ascending", f"-{name}": "descending"}.get(wanted.sort, "")
    first, second = (f"-{name}", name) if falls else (name, f"-{name}")
    return Column(name, str(label), wanted.querystring(sort=second if wanted.sort == first else first), order)


def _row(tie: Tie, wanted: PartnerFilter, *, unfolds: bool) -> Row:
    unfold = wanted.toggled("open", tie.partner.slug) if unfolds and tie.partner.is_group else ""
    return Row(tie, stage_word(tie), kind_word(tie.partner), tie_address(tie, wanted), home(tie.partner), unfold)


def make_pen(wanted: PartnerFilter, *, unfolds: bool) -> Pen:
    return Pen(
        address=lambda tie: tie_address(tie, wanted),
        word=stage_word,
        title=tie_words,
        home=home,
        unfold=(lambda node: wanted.toggled("open", node.slug)) if unfolds else None,
        rest=lambda count: ngettext("그 밖의 %d곳", "그 밖의 %d곳", count) % count,
    )


def stage_word(tie: Tie) -> str:
    return str(STAGE_WORDS[tie.stage])


def count_by_stage(ties: Sequence[Tie]) -> list[tuple[str, int]]:
    """(word, partners at that stage), the highest first, without those that nobody has reached."""
    counts = Counter(tie.stage for tie in ties)
    return [(str(STAGE_WORDS[stage]), counts[stage]) for stage in reversed(STAGES) if counts[stage]]


def kind_word(node: Node) -> str:
    return str(GROUP_WORD) if node.is_group else str(OrganizationKind(node.kind).label)


def tie_words(tie: Tie) -> str:
    """All that an edge shows, for those who cannot see it."""
    counts = _("사업 %(initiatives)d, 독립 출처 %(origins)d") % {
        "initiatives": tie.initiatives,
        "origins": tie.origins,
    }
    seen = _("편집자가 확인") if tie.reviewed else _("자동 추출")
    return f"{tie.owner.name} – {tie.partner.name}: {stage_word(tie)}, {counts}, {seen}"


def tie_address(tie: Tie, wanted: PartnerFilter) -> str:
    """Where the sentences of the tie are, narrowed as the page is."""
    name = {
        (True, False): "partnership",
        (True, True): "partnership_of_groups",
        (False, False): "organization_partnership",
        (False, True): "organization_partnership_with_group",
    }[tie.owner.is_group, tie.partner.is_group]
    return reverse(name, args=[tie.owner.slug, tie.partner.slug]) + wanted.narrowing()


def home(node: Node) -> str:
    return reverse("group_partnerships" if node.is_group else "organization_partnerships", args=[node.slug])


def make_legend(ties: Sequence[Tie]) -> dict[str, Any]:
    """The sectors and kinds of partners that occur, in the order in which they are known."""
    sectors = dict.fromkeys(sector for tie in ties for sector in tie.sectors)
    kinds = {tie.partner.kind for tie in ties if not tie.partner.is_group}
    return {
        "sectors": sorted(sectors, key=lambda sector: sector.hue),
        "several": any(len(tie.sectors) > 1 for tie in ties),
        "kinds": [(kind.value, kind.label) for kind in OrganizationKind if kind in kinds],
        "with_groups": any(tie.partner.is_group for tie in ties),
    }


def years_of(group: Group | None, ties: Sequence[Tie] = ()) -> tuple[int, int] | None:
    """From the first year of anything to this one; for the slider. Of a group, of all (None), or of these ties."""
    today = timezone.localdate().year
    if ties:
        return min(tie.first.year for tie in ties), max(today, *(tie.last.year for tie in ties))
    found = PartnerTotal.objects.filter(group=group, sector=None, since__gt=0).aggregate(first=Min("since"))["first"]
    return (min(found, today), today) if found else None
