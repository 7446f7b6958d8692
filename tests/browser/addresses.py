"""One address for every kind of page, by its name: the tests that look at all pages share these lists."""

from collections.abc import Callable
from dataclasses import replace

from django.db.models import Count
from django.utils import timezone

from tests.browser.site import CROWDED, SHOWN
from tracker.forms.partner_filter import PartnerFilter
from tracker.models import Article, Group, Initiative, Milestone, Reprocessing, RereadState, Sector, Source
from tracker.partnerships.select import select_ties
from tracker.pipeline.compare import compare_readings
from tracker.pipeline.serial import load_extraction

Address = str | Callable[[], str]

FOR_ALL: dict[str, Address] = {
    "overview": "/",
    "groups": "/groups/?q=한",
    "group": f"/groups/{SHOWN}/?affiliate=posco-dx",
    "group without entries": "/groups/amorepacific/",
    "crowded group": f"/groups/{CROWDED}/",
    "timeline": "/timeline/?q=포스코",
    "timeline of an organization": "/organizations/posco-dx/timeline/?lanes=sector",
    "timeline of an initiative": lambda: f"{_initiative().get_absolute_url()}timeline/",
    "comparison": f"/compare/?with=group:{SHOWN}&with=group:lg",
    "comparison of many": f"/compare/?with=group:{SHOWN}&with=group:{CROWDED}&by=months",
    "comparison of nobody": "/compare/",
    "partnerships": f"/groups/{SHOWN}/partnerships/",
    "partnerships by affiliate": f"/groups/{SHOWN}/partnerships/?open={SHOWN}&open=lg&year=2020&sort=-last",
    "partnerships of all": "/partnerships/",
    "partnerships of all as a table": "/partnerships/?view=partners&year=2019",
    "partnerships of all by stage": "/partnerships/?view=stages",
    "partnerships without a match": "/partnerships/?q=백일홍&stage=pilot",
    "sentences of a cell": f"/groups/{SHOWN}/partnerships/sentences/?stage=contract",
    "partnership": lambda: f"/groups/{SHOWN}/partnerships/{_partner()}/",
    "organization": "/organizations/posco-dx/",
    "network of an organization": "/organizations/posco-dx/partnerships/",
    "promises": "/promises/",
    "promises as a table": "/promises/?by=group&late=any",
    "what changed since a day": lambda: f"/?since={timezone.localdate()}",
    "sectors": "/sectors/",
    "sector": "/sectors/smart_factory/",
    "sector without initiatives": lambda: _silent_sector().get_absolute_url(),
    "initiatives": "/initiatives/?q=포스코",
    "initiative": lambda: _initiative().get_absolute_url(),
    "changes of an initiative": lambda: f"{_initiative().get_absolute_url()}changes/",
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


def _silent_sector() -> Sector:
    """As an editor adds one: nothing has been read of it yet."""
    names = {"name": "스마트팜", "english_name": "Smart farm", "letter": "팜", "letter_english": "A", "position": 3}
    return Sector.objects.get_or_create(slug="smart_farm", defaults=names)[0]


def _partner() -> str:
    ties = select_ties(Group.objects.get(slug=SHOWN), PartnerFilter(), {})
    return next(tie.partner.slug for tie in ties if not tie.partner.is_group)
