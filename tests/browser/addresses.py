"""One address for every kind of page, by its name: the tests that look at all pages share these lists."""

from collections.abc import Callable
from dataclasses import replace

from django.db.models import Count
from django.utils import timezone

from tests.browser.site import SHOWN
from tracker.forms.filters import Filter
from tracker.models import Article, Group, Initiative, Milestone, Reprocessing, RereadState, Source
from tracker.partnerships.select import select_group_network
from tracker.pipeline.compare import compare_readings
from tracker.pipeline.serial import load_extraction

Address = str | Callable[[], str]

FOR_ALL: dict[str, Address] = {
    "overview": "/",
    "groups": "/groups/?q=한",
    "group": f"/groups/{SHOWN}/?affiliate=posco-dx",
    "group without entries": "/groups/amorepacific/",
    "partnerships": f"/groups/{SHOWN}/partnerships/",
    "partnership": lambda: f"/groups/{SHOWN}/partnerships/{_partner()}/",
    "organization": "/organizations/posco-dx/",
    "network of an organization": "/organizations/posco-dx/partnerships/",
    "promises": "/promises/",
    "initiatives": "/initiatives/?q=포스코",
    "initiative": lambda: _initiative().get_absolute_url(),
    "articles": "/articles/?q=포스코",
    "articles without a match": "/articles/?q=백일홍&sector=smart_city",
    "article": lambda: _article().get_absolute_url(),
    "evidence": lambda: f"/evidence/milestone/{Milestone.objects.filter(initiative=_initiative())[0].public_id}/",
    "search": "/search/?q=포스코ICT",
    "search of one kind": "/search/?q=포스코&kind=initiative&year=2019&group=posco",
    "search without a match": "/search/?q=포스코&year=1950",
    "empty search": "/search/",
    "progress": lambda: f"/articles/progress/?ids={','.join(a.public_id for a in Article.objects.order_by('pk')[:2])}",
    "sources": "/sources/",
    "source": lambda: _source().get_absolute_url(),
    "status": "/status/",
    "orders to read again": "/reprocessings/",
    "what reading again changed": lambda: _order().get_absolute_url(),
    "about": "/about/",
    "login": "/login/",
}
FOR_EDITORS: dict[str, Address] = {
    "adding": "/articles/add/",
    "review": "/review/",
    "trying a source": "/sources/try/",
}
MISSING = "/groups/nobody/"
FORBIDDEN = "/articles/add/"  # to a reader without the right


def address_of(name: str) -> str:
    found = {**FOR_ALL, **FOR_EDITORS}[name]
    return found if isinstance(found, str) else found()


def _initiative() -> Initiative:
    """The one that most is said of."""
    rows = Initiative.objects.visible().of_group(Group.objects.get(slug=SHOWN))
    return rows.annotate(said=Count("milestones", distinct=True)).order_by("-said", "pk")[0]


def _article() -> Article:
    return Article.objects.filter(reports__initiative=_initiative()).order_by("pk")[0]


def _source() -> Source:
    return _article().source


def _order() -> Reprocessing:
    """One that is over, with an article that read differently."""
    order = Reprocessing.objects.first()
    if order is None:
        order = Reprocessing.objects.create(selection={"groups": [SHOWN]}, listed_at=timezone.now())
        reading = load_extraction(_article().reading.extraction)
        before = replace(reading, reports=())
        differences = [one.as_json() for one in compare_readings(before, reading)]
        order.rereads.create(
            article=_article(), state=RereadState.CHANGED, differences=differences, read_at=timezone.now()
        )
    return order


def _partner() -> str:
    return select_group_network(Group.objects.get(slug=SHOWN), Filter()).partners[0].slug
