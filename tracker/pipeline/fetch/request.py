"""One request to one address and no further: the only code that opens a socket.

The address that is actually connected to is checked in the socket callback, so that names, notations and answers of a
name server that change between two looks make no difference. The total deadline covers dripped headers and bodies;
sizes are capped after decoding.
"""

import re
import socket
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

import pycurl

from tracker.pipeline.fetch.addresses import ALLOWED_PORTS, is_public_address
from tracker.pipeline.fetch.errors import FetchFailed, FetchRefused

MAX_HEADER_BYTES = 64_000
CONNECT_SECONDS = 8.0
# What every libcurl unpacks. Not zstd: the one of our pin cannot, nor can Python before 3.14.
UNPACKED = "gzip, deflate"
AGENT = "SmartIndustryTracker"  # as robots.txt names it
HOST = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,252}[A-Za-z0-9_.])?|[0-9A-Fa-f:.]{2,45}(?:%[A-Za-z0-9]{1,15})?")
KEPT = "%/:=&?~#+!$,;'@()*[]|"  # stays as it is when a path is written for the wire


@dataclass(slots=True)
class Answer:
    """What a server said. headers: names in lower case, the last of each name."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytearray = field(default_factory=bytearray)
    header_bytes: int = 0
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """How to ask. private_hosts: host names that may lie inside; ends: of `time.monotonic`; max_bytes: decoded."""

    private_hosts: Collection[str]
    contact: str
    max_bytes: int
    headers: Mapping[str, str] = field(default_factory=dict)


def send_request(address: str, terms: Terms, ends: float) -> Answer:
    """The answer, whatever its status; redirects are not followed. Raises FetchRefused or FetchFailed."""
    target, private = check_address(address, terms.private_hosts)
    answer = Answer()
    curl = pycurl.Curl()
    try:
        _set_options(curl, address, target, terms, ends)
        curl.setopt(pycurl.OPENSOCKETFUNCTION, lambda purpose, peer: _open_socket(peer, private, answer))
        curl.setopt(pycurl.WRITEFUNCTION, lambda data: _take_body(answer, data, terms.max_bytes))
        curl.setopt(pycurl.HEADERFUNCTION, lambda line: _take_header(answer, line))
        curl.perform()
        answer.status = curl.getinfo(pycurl.RESPONSE_CODE)
    except pycurl.error as error:
        reason = answer.refused or _packed_otherwise(error, answer)
        if reason:
            raise FetchRefused(f"'{address}': {reason}") from error
        raise FetchFailed(f"'{address}': {error.args[-1]}") from error
    finally:
        curl.close()
    return answer


def check_address(address: str, private_hosts: Collection[str] = ()) -> tuple[str, bool]:
    """(the address as it is asked for, whether its host may be inside). Refuses what is not http(s) on a usual port.

    The address is written anew from its parts, so that curl cannot understand another host than the one looked at."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
        host = host if host.isascii() else host.encode("idna").decode()
    except ValueError as error:  # UnicodeError is one
        raise FetchRefused(f"'{address}': 주소로 읽을 수 없습니다.") from error
    if parts.scheme not in ("http", "https") or not host:
        raise FetchRefused(f"'{address}': http:// 또는 https:// 주소만 가져옵니다.")
    if parts.username is not None or parts.password is not None:
        raise FetchRefused(f"'{address}': 이름과 비밀번호가 든 주소는 가져오지 않습니다.")
    if not HOST.fullmatch(host):
        raise FetchRefused(f"'{address}': 주소로 읽을 수 없습니다.")
    private = host in private_hosts
    if port is not None and port not in ALLOWED_PORTS and not private:
        raise FetchRefused(f"'{address}': {port}번 포트는 열지 않습니다.")
    at = f"[{host}]" if ":" in host else host
    query = f"?{quote(parts.query, safe=KEPT)}" if parts.query else ""
    path = quote(parts.path or "/", safe=KEPT).replace("?", "%3F").replace("#", "%23")
    return f"{parts.scheme}://{at}{f':{port}' if port else ''}{path}{query}", private


def _set_options(curl: pycurl.Curl, address: str, target: str, terms: Terms, ends: float) -> None:
    left = ends - time.monotonic()
    if left <= 0:
        raise FetchFailed(f"'{address}': 제한 시간 안에 답이 끝나지 않았습니다.")
    agent = f"{AGENT}/1.0" + (f" (+{terms.contact})" if terms.contact else "")
    for option, value in (
        (pycurl.URL, target),
        (pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS),
        (pycurl.FOLLOWLOCATION, False),
        (pycurl.PROXY, ""),
        (pycurl.NOSIGNAL, True),
        (pycurl.TIMEOUT_MS, max(1, int(left * 1000))),
        (pycurl.CONNECTTIMEOUT_MS, int(CONNECT_SECONDS * 1000)),
        (pycurl.ACCEPT_ENCODING, UNPACKED),
        (pycurl.USERAGENT, agent),
        (pycurl.FORBID_REUSE, True),
        (pycurl.HTTPHEADER, [f"{name}: {value}" for name, value in terms.headers.items()]),
    ):
        curl.setopt(option, value)


def _packed_otherwise(error: pycurl.error, answer: Answer) -> str:
    """Why an answer that is packed in a way we did not ask for cannot be read; "" where that is not the matter."""
    packed = answer.headers.get("content-encoding", "").lower()
    known = {*UNPACKED.split(", "), "x-gzip", "br", "identity", ""}
    unknown = [way for way in map(str.strip, packed.split(",")) if way not in known]
    if error.args[0] != pycurl.E_BAD_CONTENT_ENCODING or not unknown:
        return ""
    return f"서버가 청하지 않은 압축({unknown[0][:20]})으로 답해 읽을 수 없습니다. 기사 본문을 붙여넣어 주세요."


def _open_socket(
    peer: tuple[int, int, int, tuple[str | bytes, int]], private: bool, answer: Answer
) -> socket.socket | int:
    family, kind, protocol, (given, *_) = peer[0], peer[1], peer[2], peer[3]
    host = given.decode() if isinstance(given, bytes) else given
    if not private and not is_public_address(host):
        answer.refused = (
            "내부 주소로 이어져 가져오지 않습니다. 사내 서버라면 ALLOW_PRIVATE_FETCH에 호스트를 넣어 주세요."
        )
        return int(pycurl.SOCKET_BAD)
    return socket.socket(family, kind, protocol)


def _take_body(answer: Answer, data: bytes, max_bytes: int) -> int | None:
    if len(answer.body) + len(data) > max_bytes:
        answer.refused = f"글이 너무 큽니다({max_bytes:,}바이트까지). 기사 본문만 붙여넣어 주세요."
        return 0  # fewer than len(data): libcurl stops here
    answer.body += data
    return None


def _take_header(answer: Answer, line: bytes) -> int | None:
    answer.header_bytes += len(line)
    if answer.header_bytes > MAX_HEADER_BYTES:
        answer.refused = "서버가 보낸 머리말이 너무 큽니다."
        return 0
    name, colon, value = line.decode("latin-1").partition(":")
    if colon:
        answer.headers[name.strip().lower()] = value.strip()
    return None
