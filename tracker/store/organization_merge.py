"""Two organizations that are one, and the undoing of it; the articles that name them are settled anew."""

from django.db import transaction

from tracker.models import Article, Organization, Origin
from tracker.store.locks import lock_merge
from tracker.store.organizations import last_of_chain, refresh_search_text
from tracker.store.reports import settle_article


class CannotMerge(ValueError):
    """The message says which organizations cannot become one and why."""


def merge_organizations(keep: Organization, lose: Organization) -> None:
    """Makes `lose` another name of `keep`: its names become aliases, the articles that name it are settled anew. The
    row stays and leads to `keep`, so that `unmerge_organization` can undo it."""
    end = last_of_chain(keep)
    if end.pk == lose.pk or last_of_chain(lose).pk == end.pk:
        raise CannotMerge(
            f"'{lose.name}'과(와) '{keep.name}'은(는) 이미 같은 조직입니다. 서로 다른 두 조직을 골라 주세요."
        )
    if lose.stands_for_id is not None:
        raise CannotMerge(f"'{lose.name}'은(는) 기업집단 자체를 뜻하므로 다른 조직에 합칠 수 없습니다.")
    with transaction.atomic():
        lock_merge()
        lose.merged_into = end
        lose.save()
        for language, name in {("ko", lose.name), ("en", lose.english_name)} - {("en", "")}:
            if not end.names.filter(name=name).exists():
                end.names.create(name=name, language=language, origin=Origin.EDITOR, catalog_key=_lent_by(lose))
        refresh_search_text(end)
        _settle_articles_of(lose)


def unmerge_organization(organization: Organization) -> None:
    """Undoes a merge: the organization stands for itself again; the names it lent are taken back."""
    with transaction.atomic():
        lock_merge()
        keep = organization.merged_into
        if keep is None:
            return
        organization.merged_into = None
        organization.save()
        keep.names.filter(catalog_key=_lent_by(organization)).delete()
        refresh_search_text(keep)
        _settle_articles_of(keep)


def _lent_by(organization: Organization) -> str:
    # Not a key of the catalog, so that loading it leaves the row alone.
    return f"lent by {organization.slug}"


def _settle_articles_of(organization: Organization) -> None:
    """Every article that names the organization: who takes part decides which reports belong together."""
    named = Article.objects.filter(reports__initiative__participations__organization=organization)
    for article in named.select_related("reading").distinct().order_by("published_at", "id"):
        settle_article(article)
