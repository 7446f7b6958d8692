"""Taking an article in: from here on it is a row with a state, whatever happens to the broker."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import Manager, Q
from django.utils import timezone

from tracker.models import Article, ArticlePayload, RemovedArticle, Source, Stage
from tracker.pipeline.fetch.canonical import address_key, tidy_address
from tracker.pipeline.parse.border import clean_text, clean_title
from tracker.pipeline.records import RawDocument


class NotAccepted(ValueError):
    """The input cannot become an article; the message names it and the remedy."""


class RemovedBefore(NotAccepted):
    """Somebody deleted this article; it does not come back by itself."""


@dataclass(frozen=True, slots=True)
class Accepted:
    article: Article
    created: bool  # False: the very same document was already known


def accept_document(
    content: bytes,
    media_type: str,
    *,
    source: Source,
    name: str = "",
    charset: str = "",
    address: str | None = None,
    publisher: str = "",
    title: str = "",
    published_at: datetime | None = None,
    added_by: User | None = None,
) -> Accepted:
    """Stores a document, waiting at the parse stage. The same bytes given again return the row that is there."""
    if not content.strip():
        raise NotAccepted(f"'{name or address or '글'}'에 내용이 없습니다. 기사 본문이 들어 있는지 확인해 주세요.")
    # Hints change what is read from the bytes, so they are part of what makes a document the same.
    stamp = published_at.isoformat() if published_at else ""
    hints = "\x00".join((media_type, publisher, title, stamp, source.kind)).encode()
    payload = ArticlePayload(
        content=content,
        media_type=media_type,
        charset=charset[:40],
        name=clean_title(name)[:200],
        publisher=clean_title(publisher)[:150],
        title=clean_title(title)[:300],
        published_at=published_at,
    )
    address = canonical_address(address) if address else None
    article = Article(
        source=source,
        address=address,
        address_key=hash_address(address),
        payload_hash=hashlib.sha256(hints + b"\x00" + content).hexdigest(),
        title=clean_title(title)[:300],
        added_by=added_by,
        stage=Stage.PARSE,
        next_attempt_at=timezone.now(),
    )
    return _insert(article, payload)


def accept_address(
    address: str,
    *,
    source: Source,
    publisher: str = "",
    title: str = "",
    published_at: datetime | None = None,
    excerpt: RawDocument | None = None,
    added_by: User | None = None,
) -> Accepted:
    """Stores an address, waiting at the fetch stage. The same address given again, however it is spelled (mobile,
    accelerated, tracked), returns the row that is there. The hints are used where the page is silent, the excerpt where
    there is no page."""
    address = canonical_address(address)
    title, publisher = clean_title(title)[:300], clean_title(publisher)[:150]
    article = Article(
        source=source,
        address=address,
        address_key=hash_address(address),
        payload_hash=hashlib.sha256(b"address\x00" + address.encode()).hexdigest(),
        title=title,
        added_by=added_by,
        stage=Stage.FETCH,
        next_attempt_at=timezone.now(),
    )
    content = excerpt.content if excerpt else b""
    # Without a media type: it has not come from the address.
    hints = ArticlePayload(content=content, media_type="", publisher=publisher, title=title, published_at=published_at)
    return _insert(article, hints if title or publisher or published_at else None)


def known_addresses(addresses: Iterable[str]) -> set[str]:
    """Those among canonical addresses that are there already, in whatever spelling, or were and have been deleted."""
    wanted = list(addresses)
    return _known_in(Article.objects, wanted) | removed_addresses(wanted)


def removed_addresses(addresses: Iterable[str]) -> set[str]:
    """Those among canonical addresses whose articles have been deleted."""
    return _known_in(RemovedArticle.objects, addresses)


def _known_in(rows: Manager[Any], addresses: Iterable[str]) -> set[str]:
    keys = {address: hash_address(address) for address in addresses}
    wanted, known = list(keys), set[str | None]()
    for begin in range(0, len(wanted), 400):
        some = wanted[begin : begin + 400]
        same = Q(address__in=some) | Q(address_key__in=[keys[address] for address in some])
        for address, key in rows.filter(same).values_list("address", "address_key"):
            known |= {address, key}
    return {address for address, key in keys.items() if address in known or (key is not None and key in known)}


def canonical_address(address: str) -> str:
    """The address as it is fetched and shown (`tidy_address`). Anything but http(s) with a host: NotAccepted."""
    text = clean_text(address).strip()
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        tidy = tidy_address(text)
    except ValueError as error:
        raise NotAccepted(f"'{text[:200]}'은(는) 주소로 읽을 수 없습니다. 브라우저의 주소를 복사해 주세요.") from error
    if parts.scheme.lower() not in ("http", "https") or not host:
        raise NotAccepted(f"'{text[:200]}'은(는) http:// 또는 https://로 시작하는 주소가 아닙니다.")
    if len(text) > 1000:
        raise NotAccepted(f"'{text[:80]}…'은(는) 너무 깁니다(1,000자까지). 짧은 주소를 넣어 주세요.")
    return tidy


def hash_address(address: str | None) -> str | None:
    """What all spellings of the address have in common, as it is kept; None for none."""
    return hashlib.sha256(address_key(address).encode()).hexdigest() if address else None


def _insert(article: Article, payload: ArticlePayload | None) -> Accepted:
    _refuse_removed(article)
    # The unique constraints decide, not a look beforehand: the same article may be sent ten times at once.
    try:
        with transaction.atomic():
            article.save(force_insert=True)
            if payload is not None:
                payload.article = article
                payload.save(force_insert=True)
    except IntegrityError:
        known = _find_known(article)
        if known is None:
            raise
        return Accepted(known, created=False)
    return Accepted(article, created=True)


def _find_known(article: Article) -> Article | None:
    known = Article.objects.filter(payload_hash=article.payload_hash).first()
    if known is None and article.address:
        known = Article.objects.filter(Q(address=article.address) | Q(address_key=article.address_key)).first()
    return known


def _refuse_removed(article: Article) -> None:
    same = Q(payload_hash=article.payload_hash)
    if article.address:
        same |= Q(address=article.address) | Q(address_key=article.address_key)
    removed = RemovedArticle.objects.filter(same).first()
    if removed is not None:
        raise RemovedBefore(
            f"'{removed}': 지운 기사라서 다시 받지 않습니다. 되살리려면 관리의 ‘지운 기사’에서 먼저 빼 주세요."
        )
