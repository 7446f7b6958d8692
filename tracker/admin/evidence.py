"""The sentences that state a fact, as the admin shows them."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tracker.models import Evidence, Milestone, Participation
from tracker.templatetags.wording import sureness_words

EVIDENCE_SHOWN = 3


def with_evidence(facts: QuerySet[Any]) -> QuerySet[Any]:
    rows = Evidence.objects.select_related("report__article").defer(
        "report__article__body", "report__article__paragraphs", "report__article__search_text"
    )
    return facts.prefetch_related(Prefetch("evidence", rows.order_by("-confidence", "id")))


def show_evidence(fact: Participation | Milestone) -> SafeString | str:
    """The surest sentences that state the fact, with outlet and day, each leading to its article."""
    rows = list(fact.evidence.all())
    if not rows:
        return _("근거 없음 (편집자가 넣음)") if not fact.machine_key else _("지금은 근거가 없음")
    shown = format_html_join(
        "",
        '<p>“{}”<br><a href="{}">{}</a> · {}</p>',
        (
            (row.quote, row.report.article.get_absolute_url(), _outlet(row), sureness_words(row.confidence))
            for row in rows[:EVIDENCE_SHOWN]
        ),
    )
    more = len(rows) - EVIDENCE_SHOWN
    return format_html("{}{}", shown, _("그 밖에 %d문장") % more if more > 0 else "")


def first_sentence(fact: Participation | Milestone) -> str:
    rows = list(fact.evidence.all())
    return rows[0].quote if rows else "–"


def _outlet(row: Evidence) -> str:
    article = row.report.article
    return f"{article.publisher} {timezone.localdate(article.published_at) if article.published_at else ''}"
