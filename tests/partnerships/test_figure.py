"""A network's picture: the same for the same network, readable, and folded beyond thirty partners."""

from math import dist

from tracker.partnerships.edges import Network, Partnership, Shared, stage_of, strongest
from tracker.partnerships.figure import MAX_PARTNERS, draw_network


def shared(id: str, *affiliates: str, stage: str = "agreement", reports: int = 1) -> Shared:
    return Shared(id, f"사업 {id}", f"/initiatives/{id}/", affiliates, stage, reports, reports, False, None, None)


def partner(slug: str, *with_: Shared, name: str = "") -> Partnership:
    return Partnership(slug, name or slug, "company", "기업", "", (("스마트시티", "시", 1),), with_)


def draw(*partners: Partnership, affiliates: tuple[str, ...] = ("dx", "enc")) -> dict:
    network = Network(partners, {slug: slug.upper() for slug in affiliates}, 3)
    return draw_network(network, "포스코", address=lambda slug: f"/groups/posco/partnerships/{slug}/")


def test_every_edge_ends_at_its_two_nodes() -> None:
    chart = draw(partner("kakao", shared("1", "dx", "enc")), partner("lh", shared("2", "dx")))
    places = {(node["x"], node["y"]) for node in chart["nodes"]}
    assert len(chart["edges"]) == 3
    for edge in chart["edges"]:
        x0, y0, x1, y1 = edge["line"]
        assert (x0, y0) in places
        assert (x1, y1) in places


def test_the_same_network_is_drawn_the_same() -> None:
    partners = [partner(f"p{n}", shared(str(n), "dx")) for n in range(12)]
    assert draw(*partners) == draw(*partners)


def test_beyond_thirty_partners_the_rest_is_counted() -> None:
    chart = draw(*[partner(f"p{n:02}", shared(str(n), "dx")) for n in range(MAX_PARTNERS + 7)])
    assert chart["folded"] == 7
    assert len(chart["nodes"]) == 1 + 1 + MAX_PARTNERS


def test_no_two_nodes_lie_on_each_other() -> None:
    many = [f"a{n}" for n in range(8)]
    partners = [partner(f"p{n:02}", shared(str(n), many[n % 8])) for n in range(30)]
    points = [(node["x"], node["y"]) for node in draw(*partners, affiliates=tuple(many))["nodes"]]
    assert min(dist(a, b) for i, a in enumerate(points) for b in points[:i]) > 0.3


def test_a_line_is_thicker_with_more_reports_and_solid_only_when_reviewed() -> None:
    thin, thick = draw(partner("a", shared("1", "dx")), partner("b", shared("2", "dx", reports=5)))["edges"]
    assert thick["width"] > thin["width"]
    assert not thin["reviewed"]


def test_an_affiliate_without_partners_is_not_drawn() -> None:
    assert [node["name"] for node in draw(partner("a", shared("1", "dx")))["nodes"]] == ["포스코", "DX", "a"]


def test_an_organization_stands_once_in_the_middle_of_its_own_network() -> None:
    network = Network((partner("a", shared("1", "dx")),), {"dx": "포스코DX"}, 1)
    chart = draw_network(network, "포스코DX", address=lambda slug: f"/organizations/{slug}/")
    assert [node["name"] for node in chart["nodes"]] == ["포스코DX", "a"]
    assert chart["edges"][0]["line"][:2] == [0.0, 0.0]
    assert chart["spokes"] == []


def test_a_hostile_name_is_plain_text() -> None:
    names = [node["name"] for node in draw(partner("x", shared("1", "dx"), name="<b>굵게</b>"))["nodes"]]
    assert "&lt;b&gt;굵게&lt;/b&gt;" in names


def test_the_strongest_rung_counts() -> None:
    assert strongest(["agreement", "talks", "contract"]) == "contract"
    assert strongest([]) == "talks"


def test_a_founding_counts_as_joint_venture_only_when_its_sentence_says_so() -> None:
    assert stage_of(["agreement", "organization"], ["홍콩에 합작법인을 세웠다"]) == "joint_venture"
    assert stage_of(["agreement", "organization"], ["전담 조직을 꾸렸다"]) == "agreement"
