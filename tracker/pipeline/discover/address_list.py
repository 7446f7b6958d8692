"""A text with one address a line."""

from tracker.pipeline.discover.items import Discovery, Item, NothingFound, join_address, keep_once

MOST = 100_000
ENOUGH = 200_000  # bytes in which a list must show that it is one


def is_address_list(content: bytes) -> bool:
    """Whether every line that says anything is an address or a comment (#), and at least one is an address."""
    lines = _lines(content[:ENOUGH])
    lines = lines[:-1] if len(content) > ENOUGH else lines
    return bool(lines) and all(line.startswith(("http://", "https://")) and " " not in line for line in lines)


def read_address_list(content: bytes, name: str) -> Discovery:
    """One item a line; lines that are no address are counted as dropped. Raises NothingFound where none is one."""
    lines = _lines(content)
    items = [Item(address=join_address("", line)) for line in lines]
    usable = [item for item in items if item.address]
    if not usable:
        raise NothingFound(f"'{name}': 주소가 없습니다. 한 줄에 하나씩 https://로 시작하는 주소를 적어 주세요.")
    return Discovery(keep_once(usable, MOST), dropped=len(items) - len(usable))


def _lines(content: bytes) -> list[str]:
    text = content.decode("utf-8-sig", "replace")
    return [line for line in (line.strip() for line in text.splitlines()) if line and not line.startswith("#")]
