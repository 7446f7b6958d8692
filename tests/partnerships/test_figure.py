"""A network's picture: the same for the same ties, legible, and folded beyond thirty nodes."""

import random
from datetime import date
from itertools import combinations

import pytest

from tracker.partnerships.edges import Node, Sector, Tie, sort_ties, without_mirrored
from tracker.partnerships.figure import MAX_LINES, MAX_NODES, Mark, Pen, Picture, draw_ego, draw_market, draw_opened
from tracker.partnerships.layout import WORD_SIZE, crossings, cut, order_columns, width_of

CITY, FACTORY = Sector("smart_city", "스마트시티", "시", 1), Sector("smart_factory", "스마트공장", "공", 0)
POSCO = Node("posco", "포스코", is_group=True)
PEN = Pen(
    address=lambda tie: f"/{tie.owner.slug}/{tie.partner.slug}/",
    word=lambda tie: tie.stage,
    title=lambda tie: f"{tie.owner.name} – {tie.partner.name}",
    home=lambda node: f"/{node.slug}/",
    unfold=lambda node: f"?open={node.slug}",
)
LONG = "아주 이름이 긴 지방자치단체 스마트시티 추진 연합 사업단"


def tie(partner: str | Node, owner: Node = POSCO, **values: object) -> Tie:
    node = partner if isinstance(partner, Node) else Node(partner, partner)
    given = {"rung": 1, "initiatives": 1, "origins": 1, "reviewed": False, "sectors": (CITY,), **values}
    return Tie(owner=owner, partner=node, first=date(2018, 1, 1), last=date(2020, 1, 1), **given)  # type: ignore[arg-type]


def many(count: int, owner: Node = POSCO) -> list[Tie]:
    return [tie(f"{LONG} {number:03}", owner, origins=number % 5 + 1) for number in range(count)]


def names(picture: Picture) -> list[Mark]:
    return [mark for mark in picture.marks if not mark.boxed]


def text_boxes(picture: Picture) -> list[tuple[float, float, float, float]]:
    """Of every name, the box in the middle, and every word of a line."""
    boxes = []
    for mark in picture.marks:
        if mark.boxed:
            boxes.append((mark.box_x, mark.box_y, mark.box_x + mark.boxed, mark.box_y + 32))
        else:
            boxes.append(_text(mark.label_x, mark.text_y, width_of(mark.name, 12), mark.anchor))
    for line in picture.lines:
        if line.word:
            boxes.append(_text(line.x, line.y, width_of(line.word, WORD_SIZE), line.anchor))
    return boxes


def _text(x: float, y: float, width: float, anchor: str) -> tuple[float, float, float, float]:
    left = {"start": x, "middle": x - width / 2, "end": x - width}[anchor]
    return left, y - 10, left + width, y + 3


def cover(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def affiliates(count: int) -> list[Node]:
    return [Node(f"a{number}", f"포스코 계열사 {number}", group_slug="posco") for number in range(count)]


def opened(partners: int, ours: int) -> tuple[list[Tie], list[Tie]]:
    random.seed(7)
    ties = many(partners)
    return ties, [tie(one.partner, owner) for one in ties for owner in random.sample(affiliates(ours), min(ours, 2))]


def pictures() -> dict[str, Picture]:
    drawings = {f"ego {count}": draw_ego(POSCO, many(count), PEN) for count in (1, 2, 3, 14, 29, 200)}
    drawings |= {f"opened {n}, {m}": draw_opened(POSCO, *opened(n, m), PEN) for n, m in ((1, 1), (12, 4), (200, 15))}
    random.seed(3)
    groups = [Node(f"g{number}", f"그룹{number}", is_group=True) for number in range(20)]
    market = [tie(f"기관 {random.randrange(24)}", random.choice(groups)) for _ in range(100)]
    drawings["market"] = draw_market(without_mirrored(market), PEN)
    return {f"{name}, {one.name}": one for name, drawing in drawings.items() for one in drawing.pictures}


PICTURES = pictures()


@pytest.mark.parametrize("name", PICTURES)
def test_no_text_covers_another(name: str) -> None:
    boxes = text_boxes(PICTURES[name])
    assert [pair for pair in combinations(boxes, 2) if cover(*pair)] == []


@pytest.mark.parametrize("name", PICTURES)
def test_every_text_is_within_the_picture(name: str) -> None:
    picture = PICTURES[name]
    boxes = text_boxes(picture)
    assert boxes
    for left, top, right, bottom in boxes:
        assert left >= 0
        assert right <= picture.width
        assert top >= 0
        assert bottom <= picture.height


def test_the_same_ties_are_drawn_the_same() -> None:
    assert pictures() == PICTURES
    ties = many(17)
    random.seed(1)
    mixed = random.sample(ties, len(ties))
    assert draw_ego(POSCO, sort_ties(ties, ""), PEN) == draw_ego(POSCO, sort_ties(mixed, ""), PEN)


def test_beyond_thirty_nodes_the_rest_is_one_node_with_a_count() -> None:
    for count in (MAX_NODES - 1, MAX_NODES, 200):
        drawing = draw_ego(POSCO, many(count), PEN)
        for picture in drawing.pictures:
            assert len(picture.marks) == MAX_NODES
            assert len(picture.lines) + drawing.folded == count
        folded = [mark for mark in drawing.pictures[0].marks if mark.kind == "rest"]
        assert [mark.full for mark in folded] == ([str(drawing.folded)] if count >= MAX_NODES else [])


def test_opened_affiliates_count_among_the_thirty() -> None:
    for picture in draw_opened(POSCO, *opened(200, 15), PEN).pictures:
        assert len(picture.marks) <= MAX_NODES


def test_a_line_is_thicker_with_more_origins_dashed_unless_reviewed_and_bears_its_strongest_stage() -> None:
    thin, thick = draw_ego(POSCO, [tie("a", rung=3), tie("b", origins=5, reviewed=True)], PEN).pictures[0].lines
    assert thick.width > thin.width
    assert (thin.reviewed, thick.reviewed) == (False, True)
    assert (thin.word, thick.word) == ("contract", "agreement")


def test_lines_and_organizations_open_sentences_and_groups_unfold() -> None:
    picture = draw_ego(POSCO, [tie("kepco"), tie(Node("lg", "LG", is_group=True))], PEN).pictures[0]
    assert {line.address for line in picture.lines} == {"/posco/kepco/", "/posco/lg/"}
    assert {(mark.address, mark.panel) for mark in names(picture)} == {("/posco/kepco/", True), ("?open=lg", False)}


def test_what_is_folded_takes_its_lines_along() -> None:
    drawing = draw_market([tie(f"p{number}") for number in range(MAX_LINES + 9)], PEN)
    assert drawing.folded == 9
    for picture in drawing.pictures:
        assert len(picture.lines) == MAX_LINES
        assert len(names(picture)) == 1 + MAX_LINES


def test_several_sectors_are_grey_and_one_has_its_colour() -> None:
    assert [tie("a", sectors=sectors).hue for sectors in ((CITY,), (CITY, FACTORY), ())] == [1, 7, 7]


# --- order ----------------------------------------------------------------------------------------------------------


def test_columns_are_ordered_so_that_few_lines_cross() -> None:
    left, right = affiliates(6), [Node(f"p{number}", f"기관 {number}") for number in range(12)]
    random.seed(5)
    tangled = [tie(right[2 * at + which], left[at]) for at in range(6) for which in (0, 1)]
    random.shuffle(tangled)
    ours, theirs = order_columns(tangled)
    pairs = [(one.owner, one.partner) for one in tangled]
    assert crossings(ours, theirs, pairs) == 0
    before = list(dict.fromkeys(one.owner for one in tangled)), list(dict.fromkeys(one.partner for one in tangled))
    assert crossings(*before, pairs) > 0


def test_two_groups_that_work_with_each_other_are_drawn_once() -> None:
    lg = Node("lg", "LG", is_group=True)
    assert len(without_mirrored([tie(lg), tie(POSCO, lg), tie("kepco")])) == 2


def test_ties_are_sorted_by_a_column_both_ways() -> None:
    ties = [tie("a", initiatives=1), tie("b", initiatives=3), tie("c", initiatives=2)]
    assert [one.partner.slug for one in sort_ties(ties, "-initiatives")] == ["b", "c", "a"]
    assert [one.partner.slug for one in sort_ties(ties, "initiatives")] == ["a", "c", "b"]
    assert sort_ties(ties, "nonsense") == sort_ties(ties, "")


def test_a_name_is_cut_to_its_room() -> None:
    assert cut("포항시", 200, 12) == "포항시"
    short = cut(LONG, 100, 12)
    assert short.endswith("…")
    assert width_of(short, 12) <= 100
