"""XML from strangers: no entity is ever declared, fetched or unfolded."""

import re
from io import BytesIO
from typing import IO, cast

from lxml import etree

from tracker.pipeline.discover.items import NothingFound

# In UTF-8 and relatives, and with the NULs of UTF-16 in between.
ENTITY = re.compile(rb"<\0?!\0?E\0?N\0?T\0?I\0?T\0?Y")


def refuse_entities(content: bytes, name: str) -> None:
    """Feeds, sitemaps and spreadsheets have no use for entities of their own; attacks have. Raises NothingFound."""
    if ENTITY.search(content):
        raise NothingFound(f"'{name}': 자체 엔터티를 선언한 XML은 읽지 않습니다. 보통의 피드나 파일을 넣어 주세요.")


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
