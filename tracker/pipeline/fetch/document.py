"""One address to one document, safely: the only code that speaks HTTP.

Redirects are followed by hand, so that at every hop the host is known and the address that is actually connected to is
checked; a total deadline covers dripped headers and bodies; the size is capped after decoding.
"""

import socket
import time
from collections.abc import Collection
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import pycurl

from tracker.pipeline.fetch.addresses import ALLOWED_PORTS, is_public_address
from tracker.pipeline.records import RawDocument

MAX_BYTES = 5_000_000
MAX_HEADER_BYTES = 64_000
MAX_REDIRECTS = 5
DEADLINE_SECONDS = 20.0
CONNECT_SECONDS = 8.0
READABLE = ("text/html", "application/xhtml+xml", "text/plain", "application/json")
REDIRECTS = (301, 302, 303, 307, 308)
GONE_FOR_GOOD = range(400, 500)
TRY_LATER = (408, 425, 429)


class FetchRefused(Exception):
    """The address cannot or must not be fetched, now or later; the message names it and the remedy."""


class FetchFailed(Exception):
    """It did not work this time; the message names the address and what happened."""


@dataclass(slots=True)
class _Answer:
    body: bytearray = field(default_factory=bytearray)
    headers: dict[str, str] = field(default_factory=dict)
    header_bytes: int = 0
    refused: str = ""
    status: int = 0


def fetch_document(
    address: str,
    *,
    private_hosts: Collection[str] = (),
    contact: str = "",
    deadline_seconds: float = DEADLINE_SECONDS,
    max_bytes: int = MAX_BYTES,
) -> RawDocument:
    """The document at an http(s) address, after at most 5 redirects. private_hosts: host names that may resolve to
    addresses inside. Raises FetchRefused (for good) or FetchFailed (may work later)."""
    ends = time.monotonic() + deadline_seconds
    here = address
    for _ in range(MAX_REDIRECTS + 1):
        answer = _request(here, private_hosts, contact, ends, max_bytes)
        if answer.status not in REDIRECTS or "location" not in answer.headers:
            return _as_document(here, answer)
        here = urljoin(here, answer.headers["location"])
    raise FetchRefused(f"'{address}': 다른 주소로 {MAX_REDIRECTS}번 넘게 넘깁니다. 마지막 주소를 직접 넣어 주세요.")


def _as_document(address: str, answer: _Answer) -> RawDocument:
    if answer.status in GONE_FOR_GOOD and answer.status not in TRY_LATER:
        raise FetchRefused(
            f"'{address}': 서버가 {answer.status}로 답했습니다. 주소를 확인하거나 본문을 붙여넣어 주세요."
        )
    if answer.status != 200:
        raise FetchFailed(f"'{address}': 서버가 {answer.status}로 답했습니다.")
    kind, _, parameters = answer.headers.get("content-type", "text/html").partition(";")
    media_type = kind.strip().lower()
    if media_type not in READABLE:
        raise FetchRefused(f"'{address}': {media_type}은(는) 읽지 않습니다. 기사 본문을 붙여넣어 주세요.")
    name, _, value = parameters.partition("=")
    charset = value.strip(" \"'") if name.strip().lower() == "charset" else ""
    return RawDocument(bytes(answer.body), media_type, address=address, charset=charset[:40])


def _request(
    address: str,
    private_hosts: Collection[str],
    contact: str,
    ends: float,
    max_bytes: int,
) -> _Answer:
    private = _check_address(address, private_hosts)
    answer = _Answer()
    curl = pycurl.Curl()
    try:
        _set_options(curl, address, contact, ends)
        curl.setopt(
            pycurl.OPENSOCKETFUNCTION,
            lambda purpose, peer: _open_socket(peer, private, answer),
        )
        curl.setopt(pycurl.WRITEFUNCTION, lambda data: _take_body(answer, data, max_bytes))
        curl.setopt(pycurl.HEADERFUNCTION, lambda line: _take_header(answer, line))
        curl.perform()
        answer.status = curl.getinfo(pycurl.RESPONSE_CODE)
    except pycurl.error as error:
        if answer.refused:
            raise FetchRefused(f"'{address}': {answer.refused}") from error
        raise FetchFailed(f"'{address}': {error.args[-1]}") from error
    finally:
        curl.close()
    return answer


def _set_options(curl: pycurl.Curl, address: str, contact: str, ends: float) -> None:
    left = ends - time.monotonic()
    if left <= 0:
        raise FetchFailed(f"'{address}': 제한 시간 안에 답이 끝나지 않았습니다.")
    agent = "SmartIndustryTracker/1.0" + (f" (+{contact})" if contact else "")
    for option, value in (
        (pycurl.URL, address.encode("utf-8")),
        (pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS),
        (pycurl.FOLLOWLOCATION, False),
        (pycurl.PROXY, ""),
        (pycurl.NOSIGNAL, True),
        (pycurl.TIMEOUT_MS, max(1, int(left * 1000))),
        (pycurl.CONNECTTIMEOUT_MS, int(CONNECT_SECONDS * 1000)),
        (pycurl.ACCEPT_ENCODING, "gzip, deflate"),
        (pycurl.USERAGENT, agent),
        (pycurl.FORBID_REUSE, True),
    ):
        curl.setopt(option, value)


def _check_address(address: str, private_hosts: Collection[str]) -> bool:
    """Whether the host may be inside. Refuses what is not http(s) on a usual port."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise FetchRefused(f"'{address}': 주소로 읽을 수 없습니다.") from error
    if parts.scheme not in ("http", "https") or not host:
        raise FetchRefused(f"'{address}': http:// 또는 https:// 주소만 가져옵니다.")
    if parts.username or parts.password:
        raise FetchRefused(f"'{address}': 이름과 비밀번호가 든 주소는 가져오지 않습니다.")
    private = host in private_hosts
    if port is not None and port not in ALLOWED_PORTS and not private:
        raise FetchRefused(f"'{address}': {port}번 포트는 열지 않습니다.")
    return private


def _open_socket(
    peer: tuple[int, int, int, tuple[str | bytes, int]], private: bool, answer: _Answer
) -> socket.socket | int:
    family, kind, protocol, (given, *_) = peer[0], peer[1], peer[2], peer[3]
    host = given.decode() if isinstance(given, bytes) else given
    if not private and not is_public_address(host):
        answer.refused = (
            "내부 주소로 이어져 가져오지 않습니다. 사내 서버라면 ALLOW_PRIVATE_FETCH에 호스트를 넣어 주세요."
        )
        return int(pycurl.SOCKET_BAD)
    return socket.socket(family, kind, protocol)


def _take_body(answer: _Answer, data: bytes, max_bytes: int) -> int | None:
    if len(answer.body) + len(data) > max_bytes:
        answer.refused = f"글이 너무 큽니다({max_bytes:,}바이트까지). 기사 본문만 붙여넣어 주세요."
        return 0  # fewer than len(data): libcurl stops here
    answer.body += data
    return None


def _take_header(answer: _Answer, line: bytes) -> int | None:
    answer.header_bytes += len(line)
    if answer.header_bytes > MAX_HEADER_BYTES:
        answer.refused = "서버가 보낸 머리말이 너무 큽니다."
        return 0
    name, colon, value = line.decode("latin-1").partition(":")
    if colon:
        answer.headers[name.strip().lower()] = value.strip()
    return None
