"""Pages over a made-up world, against the bare SQL for the same rows, against the Django admin, and against a world ten
times as large: python -m tests.bench.site (on the database that DATABASE_URL names, which must hold a world)."""

import gzip
import json
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from tests.bench.figure import Figure
from tests.bench.worlds import bench_scale, bench_world

ROUNDS, LONGEST_SECONDS = 5, 1.5
QUERIES = 6
HTML_KB, FRAGMENT_KB = 30, 15
MILESTONES = 500
# What the address of a page names is put in from the world: its largest group, an organization of it and so on.
PAGES = {
    "overview": "/",
    "groups": "/groups/",
    "group": "/groups/{group}/",
    "organization": "/organizations/{organization}/",
    "partnerships": "/groups/{group}/partnerships/",
    "promises": "/promises/",
    "initiatives": "/initiatives/",
    "initiatives, far down": "/initiatives/?page=100",
    "initiatives of a sector": "/initiatives/?sector=smart_city&status=agreed",
    "initiative": "/initiatives/{initiative}/",
    "articles": "/articles/",
    "articles, far down": "/articles/?page=100",
    "article": "/articles/{article}/",
    "search": "/search/?q=%EC%A0%9C%EC%96%B4",
    "sources": "/sources/",
    "status": "/status/",
}
MATRIX = ("matrix", "/partnerships/?view=partners")
# Each grows with what is on the page, not with the world: ten times the world may cost so much more.
GROWTH, MATRIX_GROWTH = 1.3, 1.2

PLAIN = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

Measured = dict[str, Any]


def measure_site() -> Iterator[Figure]:
    """Figures of BENCH_SCALE and ten times that; which those are is in the names."""
    scale = bench_scale()
    with bench_world(scale) as world:
        small = json.loads(world.run("-m", "tests.bench.site").splitlines()[-1])
    with bench_world(10 * scale) as world:
        large = json.loads(world.run("-m", "tests.bench.site").splitlines()[-1])
    yield from figures(small, large, f"×{scale:g}", f"×{10 * scale:g}")


def figures(small: Measured, large: Measured, few: str, many: str) -> Iterator[Figure]:
    """The figures of two worlds as `main` measured them; few, many: how large they are."""
    bare = large["bare"]
    yield Figure(f"{large['milestones']} milestones: data / SQL, {many}", large["data"] / bare, "times", 3)
    yield Figure(f"the same: whole page / SQL, {many}", large["pages"]["group"]["seconds"] / bare, "times", 10)
    yield Figure(
        f"group page / admin changelist, {many}", large["pages"]["group"]["seconds"] / large["admin"], "times", 1 / 3
    )
    if "matrix" in large["pages"]:
        yield Figure(f"matrix, {many}", 1000 * large["pages"]["matrix"]["seconds"], "ms", 5)
    for name, page in large["pages"].items():
        before = small["pages"][name]["seconds"]
        limit = MATRIX_GROWTH if name == "matrix" else GROWTH
        yield Figure(f"{name}: {many} / {few}", page["seconds"] / before, "times", limit)
        yield Figure(f"{name}: queries, {many}", page["queries"], "queries", QUERIES)
    yield Figure(f"largest page, compressed, {many}", max(p["html"] for p in large["pages"].values()), "kB", HTML_KB)
    fragments = [page["fragment"] for page in large["pages"].values() if page["fragment"]]
    yield Figure(f"largest fragment, compressed, {many}", max(fragments), "kB", FRAGMENT_KB)


def main() -> None:
    """Prints one line of JSON: seconds, queries and sizes of each page; with --subjects, what pages are looked at."""
    import django
    from django.test.utils import override_settings, setup_test_environment

    django.setup()
    setup_test_environment()
    with override_settings(STORAGES=PLAIN):  # no static file is collected for this
        print(json.dumps(_subjects() if "--subjects" in sys.argv else measure()))


def measure() -> Measured:
    """Of the database at hand."""
    subjects = _subjects()
    visitor = _client()
    pages = {name: _page(visitor, address.format(**subjects)) for name, address in PAGES.items()}
    pages[MATRIX[0]] = _page(visitor, MATRIX[1])
    milestones, data, bare = _timeline(subjects["group"])
    return {"pages": pages, "milestones": milestones, "data": data, "bare": bare, "admin": _admin(subjects["group"])}


def best_of(work: Callable[[], Any]) -> float:
    """Seconds of the shortest of some rounds: of the processor where the database is in this process, so that what else
    the machine does counts little; of the clock where it is a server's."""
    from django.db import connection

    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    found: list[float] = []
    while len(found) < 2 or (len(found) < ROUNDS and sum(found) < LONGEST_SECONDS):
        begun = clock()
        work()
        found.append(clock() - begun)
    return min(found)


def _page(visitor: Any, address: str) -> Measured:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    answer = visitor.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    with CaptureQueriesContext(connection) as captured:
        visitor.get(address)
        queries = len(captured)  # the next request forgets them
    fragment = visitor.get(address, headers={"HX-Request": "true"})
    partial = b"<html" not in fragment.content[:200]
    return {
        "seconds": best_of(lambda: visitor.get(address)),
        "queries": queries,
        "html": _kilobytes(answer.content),
        "fragment": _kilobytes(fragment.content) if partial else 0,
    }


def _kilobytes(content: bytes) -> float:
    return len(gzip.compress(content, 6)) / 1000


def _client(**more: Any) -> Any:
    from django.test import Client

    return Client(headers={"host": "localhost"}, **more)


def _subjects() -> dict[str, str]:
    """The largest group of the world, and of what it has one each of those with most."""
    from django.db.models import Count

    from tracker.models import Article, Group, Initiative, Organization, Participation

    counted = Participation.objects.filter(role="lead").values("group").annotate(n=Count("id")).order_by("-n")
    group = Group.objects.get(pk=counted[0]["group"])
    lead = Participation.objects.filter(role="lead", group=group).values("organization").annotate(n=Count("id"))
    organization = Organization.objects.get(pk=lead.order_by("-n")[0]["organization"])
    initiatives = Initiative.objects.visible().of_organization(organization)[:200]
    told = Initiative.objects.filter(pk__in=[one.pk for one in initiatives]).annotate(n=Count("reports"))
    initiative = told.order_by("-n", "id")[0]
    article = Article.objects.filter(reports__initiative=initiative).order_by("id")[0]
    return {
        "group": group.slug,
        "organization": organization.slug,
        "initiative": initiative.public_id,
        "article": article.public_id,
    }


def _timeline(slug: str) -> tuple[int, float, float]:
    """Entries of the largest group's timeline, seconds to select them, seconds of the bare SQL for the same rows."""
    from django.db import connection
    from django.http import QueryDict
    from django.utils import timezone

    from tracker.forms.timeline_filter import parse_timeline_filter
    from tracker.models import Group, Sector
    from tracker.timeline.rows import columns_of
    from tracker.timeline.scope import find_places, scope_of
    from tracker.timeline.select import select_entries

    scope, sectors, today = scope_of(Group.objects.get(slug=slug)), list(Sector.objects.all()), timezone.localdate()
    wanted = parse_timeline_filter(QueryDict(), sectors=[one.slug for one in sectors], usual=scope.usual)
    rows = columns_of(find_places(scope, wanted), begun=False)[:MILESTONES]
    statement, values = rows.query.sql_with_params()
    many = len(rows)

    def bare() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            assert len(cursor.fetchall()) == many

    data = best_of(lambda: select_entries(scope, wanted, today, sectors, limit=MILESTONES))
    return many, data, best_of(bare)


def _admin(slug: str) -> float:
    """Seconds of the admin's list of the same group's milestones, as many on a page as the timeline has."""
    from django.contrib import admin
    from django.contrib.auth import get_user_model
    from django.test import RequestFactory

    from tracker.models import Group, Milestone

    class Rows(admin.ModelAdmin):  # type: ignore[type-arg]
        list_display = ["date_value", "kind", "modality", "initiative", "status", "sectors", "review"]
        list_select_related = ["initiative"]
        list_per_page = MILESTONES
        show_full_result_count = False

        def get_queryset(self, request: Any) -> Any:
            rows = super().get_queryset(request).prefetch_related("initiative__sectors")
            return rows.filter(initiative__in=of_group).order_by("-date_from", "-id")

        def status(self, milestone: Any) -> str:
            return str(milestone.initiative.get_status_display())

        def sectors(self, milestone: Any) -> str:
            return ", ".join(str(one) for one in milestone.initiative.sectors.all())

    from tracker.models import Initiative

    of_group = Initiative.objects.of_group(Group.objects.get(slug=slug))
    user = get_user_model()(is_staff=True, is_superuser=True, is_active=True, pk=0)
    rows = Rows(Milestone, admin.site)

    def changelist() -> None:
        request = RequestFactory().get("/admin/tracker/milestone/", headers={"host": "localhost"})
        request.user = user
        request.session = {}  # type: ignore[assignment]
        rows.changelist_view(request).render()  # type: ignore[attr-defined]

    return best_of(changelist)


if __name__ == "__main__":
    main()
