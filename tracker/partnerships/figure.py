"""Ties as a picture: every position is computed here, the same for the same ties. Knows no Django.

A picture is drawn twice, wide and narrow, of which style sheets show one. Names stand outside of what they name, each
in a row of its own, so that none touches another.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from tracker.partnerships.edges import Node, Tie
from tracker.partnerships.layout import Box, Curve, cut, order_columns, place_words, width_of

MAX_NODES = 30  # those in the middle and the folded ones included
MAX_AFFILIATES = 9
MAX_LINES = 70
MANY_WORDS = 24  # beyond these, the rungs up to an agreement go without their word
AGREEMENT = 1
WIDE, NARROW = 920, 358
ROW, TOUCH = 26, 44
SIZE = 12  # px of a name
REST = "rest"

Address = Callable[[Tie], str]
Word = Callable[[Tie], str]


@dataclass(frozen=True, slots=True)
class Line:
    """An edge. word: the strongest stage, "" where it has no room (the table and the title say it anyway)."""

    path: str
    width: float
    reviewed: bool
    hue: int
    address: str
    title: str
    word: str = ""
    x: float = 0
    y: float = 0
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Mark:
    """A node with its name beside it; boxed: the width of the box in which the name stands, 0 for none. panel: its
    address is that of sentences."""

    x: float
    y: float
    name: str
    full: str
    kind: str
    anchor: str = "start"
    label_x: float = 0
    boxed: float = 0
    address: str = ""
    panel: bool = False
    lift: float = 0  # by how much the name stands higher

    @property
    def box(self) -> Box:
        """What a pointer may hit."""
        width = width_of(self.name, SIZE)
        left = self.label_x - (width if self.anchor == "end" else 0)
        return min(left, self.x - 8), self.y - 12, max(left + width, self.x + 8), self.y + 12

    @property
    def text_y(self) -> float:
        return round(self.y - self.lift + (5 if self.boxed else 4), 1)

    @property
    def box_x(self) -> float:
        return round(self.x - self.boxed / 2, 1)

    @property
    def box_y(self) -> float:
        return round(self.y - 16, 1)

    @property
    def hit_width(self) -> float:
        return round(self.box[2] - self.box[0], 1)


@dataclass(frozen=True, slots=True)
class Picture:
    width: int
    height: int
    lines: tuple[Line, ...]
    spokes: tuple[str, ...]
    marks: tuple[Mark, ...]
    name: str = "wide"


@dataclass(frozen=True, slots=True)
class Pen:
    """How the words and addresses of ties are written. home: the page of a node; unfold: where a group's affiliates are
    shown one by one, None where they never are; rest: how many partners are folded, in words."""

    address: Address
    word: Word
    title: Word
    home: Callable[[Node], str]
    unfold: Callable[[Node], str] | None = None
    rest: Callable[[int], str] = str


@dataclass(frozen=True, slots=True)
class Drawing:
    """folded: partners (lines, of the market) that have no place in the pictures."""

    pictures: tuple[Picture, ...]
    folded: int


def draw_ego(owner: Node, ties: Sequence[Tie], pen: Pen) -> Drawing:
    """One in the middle, its partners around it, strongest first. ties: by rank."""
    room = MAX_NODES - 1
    shown = list(ties) if len(ties) <= room else list(ties[: room - 1])
    folded = len(ties) - len(shown)
    # Colours side by side; within a colour as ranked.
    shown.sort(key=lambda tie: tie.hue)
    return Drawing((_radial(owner, shown, folded, pen), _comb(owner, shown, folded, pen)), folded)


def draw_opened(owner: Node, ties: Sequence[Tie], apart: Sequence[Tie], pen: Pen) -> Drawing:
    """The group, its affiliates, and their partners in three columns. ties: by partner, by rank; apart: the same, one
    for each affiliate."""
    weights: dict[Node, int] = {}
    for tie in apart:
        weights[tie.owner] = weights.get(tie.owner, 0) + tie.initiatives
    ours = sorted(weights, key=lambda node: (-weights[node], node.slug))[:MAX_AFFILIATES]
    room = MAX_NODES - 1 - len(ours)
    partners = [tie.partner for tie in ties]
    partners = partners if len(partners) <= room else partners[: room - 1]
    drawn = [tie for tie in apart if tie.owner in ours and tie.partner in partners]
    left, right = order_columns(drawn)
    folded = len(ties) - len(right)
    wide = _columns(left, right, drawn, pen, WIDE, (300, 590), owner, folded)
    narrow = _columns(left, right, drawn, pen, NARROW, (112, 244), None, folded)
    return Drawing((wide, narrow), folded)


def draw_market(ties: Sequence[Tie], pen: Pen) -> Drawing:
    """Groups on the left, partners on the right. ties: by rank; those beyond MAX_LINES are folded, and with them the
    names that nothing else holds."""
    drawn = list(ties[:MAX_LINES])
    left, right = order_columns(drawn)
    wide = _columns(left, right, drawn, pen, WIDE, (210, 640), None, 0)
    narrow = _columns(left, right, drawn, pen, NARROW, (112, 244), None, 0)
    return Drawing((wide, narrow), len(ties) - len(drawn))


def thickness(tie: Tie) -> float:
    return round(1.2 + 0.8 * min(tie.origins - 1, 7), 1) if tie.origins else 1.2


def _radial(owner: Node, ties: Sequence[Tie], folded: int, pen: Pen) -> Picture:
    count = len(ties) + bool(folded)
    rows = -(-count // 2)
    height = max(rows * ROW + 40, 180)
    centre_x, centre_y = WIDE / 2, height / 2
    lines, marks, spokes = [], [], []
    for index in range(count):
        side = 1 if index < rows else -1
        row = index if side > 0 else count - 1 - index
        mine = rows if side > 0 else count - rows
        y = round(centre_y + (row - (mine - 1) / 2) * ROW, 1)
        bend = 1 - ((y - centre_y) / (height / 2)) ** 2
        x = round(centre_x + side * (160 + 70 * max(bend, 0) ** 0.5), 1)
        path = f"M{centre_x:g} {centre_y:g}C{centre_x + side * 70:g} {centre_y:g} {x - side * 120:g} {y:g} {x:g} {y:g}"
        if index == len(ties):
            spokes.append(path)
            marks.append(_rest(x, y, x + side * 12, "start" if side > 0 else "end", folded, pen))
            continue
        tie = ties[index]
        anchor = "end" if side > 0 else "start"
        lines.append(_line(tie, pen, path, pen.word(tie), x - side * 14, y, anchor))
        room = WIDE / 2 - abs(x - centre_x) - 20
        marks.append(_mark(tie.partner, x, y, x + side * 12, "start" if side > 0 else "end", room, *_to(tie, pen)))
    marks.append(_box(owner, centre_x, centre_y, 190))
    return Picture(WIDE, round(height), tuple(lines), tuple(spokes), tuple(marks))


def _comb(owner: Node, ties: Sequence[Tie], folded: int, pen: Pen) -> Picture:
    """For a narrow page: one below the other, at a finger's distance."""
    trunk, mark_x = 14, 46
    count = len(ties) + bool(folded)
    lines, marks = [], []
    spokes = [f"M{trunk} 30V{66 + (count - 1) * TOUCH}"]
    for index in range(count):
        y = 66 + index * TOUCH
        path = f"M{trunk} {y}H{mark_x}"
        if index == len(ties):
            spokes.append(path)
            marks.append(_rest(mark_x, y, mark_x + 12, "start", folded, pen))
            continue
        tie = ties[index]
        lines.append(_line(tie, pen, path, pen.word(tie), mark_x + 14, y + 12, "start"))
        mark = _mark(tie.partner, mark_x, y, mark_x + 14, "start", NARROW - mark_x - 20, *_to(tie, pen))
        marks.append(replace(mark, lift=4))
    name, box = cut(owner.name, 320, 14), 0.0
    box = width_of(name, 14) + 20
    marks.append(Mark(box / 2, 18, name, owner.name, "owner", "middle", box / 2, box))
    height = 66 + count * TOUCH - 16
    return Picture(NARROW, height, tuple(lines), tuple(spokes), tuple(marks), "narrow")


def _columns(
    left: Sequence[Node],
    right: Sequence[Node],
    ties: Sequence[Tie],
    pen: Pen,
    width: int,
    at: tuple[int, int],
    owner: Node | None,
    folded: int,
) -> Picture:
    """Two columns with lines between them; before them, with an owner, a box from which the left ones hang."""
    gap = ROW if width == WIDE else 32
    height = max(len(left), len(right) + bool(folded), 3) * gap + 20
    y_left = _spread(left, height, 0)
    y_right = _spread(right, height, bool(folded))
    marks, spokes = [], []
    for node, y in y_left.items():
        room = at[0] - 16 if owner is None else 150
        marks.append(_mark(node, at[0], y, at[0] - 12, "end", room, pen.home(node)))
        if owner is not None:
            end = marks[-1].box[0] - 8
            spokes.append(f"M62 {height / 2:g}C{end - 40:g} {height / 2:g} {end - 70:g} {y:g} {end:g} {y:g}")
    room = width - at[1] - 16
    strongest = {tie.partner: tie for tie in reversed(ties)}
    for node, y in y_right.items():
        to = _to(strongest[node], pen) if pen.unfold else (pen.home(node), False)
        marks.append(_mark(node, at[1], y, at[1] + 12, "start", room, *to))
    if folded:
        y = height - 10 - (height - 20) / (len(right) + 1) / 2
        marks.append(_rest(at[1], round(y, 1), at[1] + 12, "start", folded, pen))
    bend = (at[1] - at[0]) * 0.45
    curves = [_curve(at, y_left[tie.owner], y_right[tie.partner], bend) for tie in ties]
    said = [pen.word(tie) if len(ties) <= MANY_WORDS or tie.rung > AGREEMENT else "" for tie in ties]
    words = place_words(curves, said, taken=[mark.box for mark in marks])
    lines = []
    for tie, curve, place in zip(ties, curves, words, strict=True):
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = curve
        path = f"M{x0:g} {y0:g}C{x1:g} {y1:g} {x2:g} {y2:g} {x3:g} {y3:g}"
        word = pen.word(tie) if place else ""
        x, y = place or (0, 0)
        lines.append(_line(tie, pen, path, word, x, y, "middle"))
    if owner is not None:
        marks.append(_box(owner, 62, height / 2, 110))
    name = "wide" if width == WIDE else "narrow"
    return Picture(width, round(height), tuple(lines), tuple(spokes), tuple(marks), name)


def _curve(at: tuple[int, int], start: float, end: float, bend: float) -> Curve:
    return (at[0], start), (at[0] + bend, start), (at[1] - bend, end), (at[1], end)


def _to(tie: Tie, pen: Pen) -> tuple[str, bool]:
    """Where a click on the partner of an ego network leads: a group unfolds, an organization opens its sentences."""
    if tie.partner.is_group and pen.unfold:
        return pen.unfold(tie.partner), False
    return pen.address(tie), True


def _spread(nodes: Sequence[Node], height: float, spare: int) -> dict[Node, float]:
    step = (height - 20) / max(len(nodes) + spare, 1)
    return {node: round(10 + (index + 0.5) * step, 1) for index, node in enumerate(nodes)}


def _line(tie: Tie, pen: Pen, path: str, word: str, x: float, y: float, anchor: str) -> Line:
    return Line(path, thickness(tie), tie.reviewed, tie.hue, pen.address(tie), pen.title(tie), word, x, y + 4, anchor)


def _mark(
    node: Node, x: float, y: float, label_x: float, anchor: str, room: float, address: str, panel: bool = False
) -> Mark:
    kind = "group" if node.is_group else node.kind
    return Mark(x, y, cut(node.name, room, SIZE), node.name, kind, anchor, label_x, 0, address, panel)


def _rest(x: float, y: float, label_x: float, anchor: str, folded: int, pen: Pen) -> Mark:
    words = pen.rest(folded)
    return Mark(x, y, words, words, REST, anchor, label_x, 0, "#list")


def _box(node: Node, x: float, y: float, room: float) -> Mark:
    name = cut(node.name, room - 20, 14)
    return Mark(x, y, name, node.name, "owner", "middle", x, width_of(name, 14) + 20)
