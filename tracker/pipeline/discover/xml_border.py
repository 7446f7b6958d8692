"""XML from strangers: no entity is ever declared, fetched or unfolded."""

import re
from io import BytesIO
from typing import IO, cast

from lxml import etree

from tracker.pipeline.discover.items import NothingFound

# In UTF-8 and relatives, and with the NULs of UTF-16 in between.
DEEPEST, MOST_ELEMENTS = 150, 60_000
ENTITY = re.compile(rb"<\0?!\0?E\0?N\0?T\0?I\0?T\0?Y")


def refuse_entities(content: bytes, name: str) -> None:
    """Feeds, sitemaps and spreadsheets have no use for entities of their own; attacks have. Raises NothingFound."""
    if ENTITY.search(content):
        raise NothingFound(f"'{name}': 자체 엔터티를 선언한 XML은 읽지 않습니다. 보통의 피드나 파일을 넣어 주세요.")


def refuse_monsters(content: bytes, name: str) -> None:
    """No feed is nested so deeply or has so many elements, and its reader follows every one. Raises NothingFound."""
    depth = count = 0
    events = etree.iterparse(
        BytesIO(content), events=("start", "end"), recover=True, resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        for event, element in events:
            depth += 1 if event == "start" else -1
            count += event == "start"
            if depth > DEEPEST or count > MOST_ELEMENTS:
                raise NothingFound(
                    f"'{name}': 너무 길거나 깊이 겹친 XML이라 읽지 않습니다. 보통의 피드 주소를 넣어 주세요."
                )
            if event == "end":
                element.clear()
    except etree.XMLSyntaxError:
        pass  # whoever reads it says so better


def walk_elements(content: bytes, *tags: str) -> "etree.iterparse[tuple[str, etree._Element]]":
    """(event, element) of the elements with these tags as they end; broken markup is mended. Clear what was read."""
    return etree.iterparse(
        cast("IO[bytes]", BytesIO(content)),
        events=("end",),
        tag=tags,
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
