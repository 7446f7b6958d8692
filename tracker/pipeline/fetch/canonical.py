"""Addresses of one article in their many spellings: shared, mobile, accelerated, tracked."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

# Added by whoever passes an address on; no server needs them to find the page.
_TRACKING = re.compile(
    r"(?:utm_\w+|\w?clid|gclsrc|gad_source|gad_campaignid|[gw]braid|igshid|igsh|mc_[ce]id|_ga|_gl|_hs\w+|mkt_tok|NaPm|"
    r"cmpid|ncid|spm|fb_\w+|ref_src|ref_url|__twitter_impression|sfnsn|msclkid|fbclid|twclid|yclid|dclid)\Z",
    re.IGNORECASE,
)
# Say where a reader came from or in which dress to show the page: the page is the same.
_IDLE = {"ref", "referer", "referrer", "from", "share", "sns", "rss", "amp", "outputtype", "output", "mobile", "device"}
_IDLE_BY_HOST = {
    "yna.co.kr": {"input", "section", "site"},
    "news.naver.com": {"sid", "sid1", "sid2", "mode", "mid", "lfrom", "rc", "ntype", "type", "cds", "date"},
}
_DRESS = re.compile(r"(?:www\d?|m|mobile|amp|mnews)\.(?=[^.]+\.)")
_AMP_TAIL = re.compile(r"(?:/amp|\.amp|/index\.html?)?/*\Z|\.amp(?=\.html?\Z)", re.IGNORECASE)
_AMP_HEAD = re.compile(r"/(?:amp|mobile)(?=/)", re.IGNORECASE)
_VIEWERS = re.compile(
    r"(?:https?://)?(?:(?:www\.)?google\.[a-z.]+/amp|[\w-]+\.cdn\.ampproject\.org/[a-z])/(s/)?", re.IGNORECASE
)
_NAVER = re.compile(r"/(?:mnews/)?article/(?:comment/)?(\d{3})/(\d{10})\Z")


def tidy_address(address: str) -> str:
    """An http(s) address without fragment, password, default port and tracking parameters, scheme and host in lower
    case, out of its AMP viewer; the server answers it as it does the given one. ValueError where it is no address."""
    parts = urlsplit(_out_of_viewer(address))
    scheme = parts.scheme.lower()
    host = parts.hostname or ""
    default = {"http": 80, "https": 443}.get(scheme)
    port = f":{parts.port}" if parts.port not in (None, default) else ""
    host = f"[{host}]" if ":" in host else host
    query = "&".join(pair for pair in parts.query.split("&") if not _TRACKING.match(unquote(pair.partition("=")[0])))
    return urlunsplit((scheme, host + port, parts.path or "/", query, ""))


def address_key(address: str) -> str:
    """What all spellings of one article's address have in common; not an address that could be fetched."""
    parts = urlsplit(tidy_address(address))
    host = _DRESS.sub("", parts.netloc, count=1)
    path = _AMP_HEAD.sub("", unquote(parts.path))
    path = _AMP_TAIL.sub("", path)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    if host.endswith("news.naver.com"):
        host, path, query = _naver(path, query)
    idle = _IDLE | _IDLE_BY_HOST.get(host, set())
    kept = sorted((name, value) for name, value in query.items() if name.casefold() not in idle)
    return f"{host}{path}" + (f"?{urlencode(kept)}" if kept else "")


def _out_of_viewer(address: str) -> str:
    found = _VIEWERS.match(address)
    if found is None or found.end() == len(address):
        return address
    return ("https://" if found[1] else "http://") + address[found.end() :]


def _naver(path: str, query: dict[str, str]) -> tuple[str, str, dict[str, str]]:
    """The portal's addresses of one article: by path, and by query of old."""
    found = _NAVER.search(path)
    outlet, number = (found[1], found[2]) if found else (query.get("oid", ""), query.get("aid", ""))
    if outlet and number:
        return "news.naver.com", f"/{outlet}/{number}", {}
    return "news.naver.com", path, query
