"""Two organizations that are one, and the undoing of it; the articles that name them are settled anew."""

from django.db import transaction

from tracker.models import Article, Organization, Origin, Stage
from tracker.pipeline.link.names import normalise_name
from tracker.pipeline.serial import load_extraction
from tracker.store.catalog import touch_catalog
from tracker.store.claims import reprocess_article
from tracker.store.locks import lock_merge
from tracker.store.organizations import last_of_chain, refresh_search_text
from tracker.store.reports import settle_articles


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
        touch_catalog()
        _settle_articles_of(lose)


def unmerge_organization(organization: Organization) -> list[Article]:
    """Undoes a merge: the organization stands for itself again; the names it lent are taken back. Returns the articles
    that now wait to be read again, since they were read by a lent name as naming the kept one."""
    with transaction.atomic():
        lock_merge()
        keep = organization.merged_into
        if keep is None:
            return []
        lent = set(keep.names.filter(catalog_key=_lent_by(organization)).values_list("name", flat=True))
        organization.merged_into = None
        organization.save()
        keep.names.filter(catalog_key=_lent_by(organization)).delete()
        refresh_search_text(keep)
        touch_catalog()
        articles = _settle_articles_of(keep)
        misread = [article for article in articles if _names_by(article, keep, lent)]
        for article in misread:
            reprocess_article(article, Stage.EXTRACT)
        return misread


def _names_by(article: Article, organization: Organization, names: set[str]) -> bool:
    """Whether the article's reading found the organization of the catalog by one of the names."""
    wanted = {normalise_name(name) for name in names}
    facts = load_extraction(article.reading.extraction).organizations
    ours = [fact for fact in facts if fact.catalog_id == organization.slug]
    return any(normalise_name(name) in wanted for fact in ours for name in (fact.name, *fact.mentions))


def _lent_by(organization: Organization) -> str:
    # Not a key of the catalog, so that loading it leaves the row alone.
    return f"lent by {organization.slug}"


def _settle_articles_of(organization: Organization) -> list[Article]:
    """Every article that names the organization: who takes part decides which reports belong together."""
    named = Article.objects.filter(reports__initiative__participations__organization=organization)
    articles = list(named.select_related("reading").distinct().order_by("published_at", "id"))
    settle_articles(articles)
    return articles
