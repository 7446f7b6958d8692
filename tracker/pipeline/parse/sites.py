"""What is known of single outlets; the data stand in sites.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import yaml
from ahocorasick_rs import BytesAhoCorasick
from lxml import etree
from lxml.html import HtmlElement

_STEP: Final = re.compile(
    r"(?P<tag>^[a-z][a-z0-9]*)|#(?P<id>[\w-]+)|\.(?P<klass>[\w-]+)"
    r"|\[(?P<key>[\w-]+)=(?P<value>[\w-]+)\]"
)
SLOGAN: Final = re.compile(r" ?& ?| ?(?:\||:{1,2}|[-–—]) | ?[|:]{1,2} ?")


class Selector:
    """A place on a page. `needle` stands in the bytes of every page that has the place."""

    def __init__(self, text: str) -> None:
        self.needle = re.split(r"[#.=\]\[]", text.rstrip("]"))[-1].encode()
        self._path = to_xpath(text)

    @cached_property
    def _compiled(self) -> etree.XPath:
        return etree.XPath(self._path)

    def find(self, tree: HtmlElement, hints: frozenset[bytes]) -> list[HtmlElement]:
        """`hints`: what find_hints found in the page."""
        if self.needle not in hints:
            return []
        found = self._compiled(tree)
        return [one for one in found if isinstance(one, HtmlElement)] if isinstance(found, list) else []


@dataclass(frozen=True, slots=True)
class Site:
    domain: str
    name: str
    body: tuple[Selector, ...]  # most certain first
    drop: tuple[Selector, ...]


@dataclass(frozen=True, slots=True)
class Sites:
    by_domain: dict[str, Site]
    names: dict[str, str]  # what an outlet calls itself, lower case → its name
    portals: frozenset[str]
    anywhere: tuple[Selector, ...]


@cache
def load_sites() -> Sites:
    data = yaml.load(Path(__file__).with_name("sites.yaml").read_bytes(), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    rows = data["sites"]
    sites = (
        Site(row["domain"], row["name"], tuple(map(Selector, row["body"])), tuple(map(Selector, row.get("drop", ()))))
        for row in rows
    )
    names = {name.lower(): row["name"] for row in rows for name in (row["name"], *row.get("also", ())) if name}
    portals = frozenset(name.lower() for name in data["portals"])
    return Sites({site.domain: site for site in sites}, names, portals, tuple(map(Selector, data["anywhere"])))


@cache
def _hint_finder() -> tuple[list[bytes], BytesAhoCorasick]:
    sites = load_sites()
    selectors = [one for site in sites.by_domain.values() for one in (*site.body, *site.drop)]
    needles = sorted({one.needle for one in (*selectors, *sites.anywhere)})
    return needles, BytesAhoCorasick(needles)


def find_hints(page: bytes) -> frozenset[bytes]:
    """The needles of all selectors that stand in the page: one pass, where each search of the tree takes as long."""
    needles, finder = _hint_finder()
    found = {match[0] for match in finder.find_matches_as_indexes(page, overlapping=True)}
    return frozenset(needles[index] for index in found)


def find_site(address: str) -> Site | None:
    """The outlet of a web or e-mail address, by the longest known end of its host."""
    try:
        host = (urlsplit(address).hostname or "") if "//" in address else address.rpartition("@")[2].strip().lower()
    except ValueError:
        return None
    labels = host.split(".")
    known = load_sites().by_domain
    return next((known[end] for i in range(len(labels)) if (end := ".".join(labels[i:])) in known), None)


def name_outlet(stated: str) -> str:
    """The outlet that a page calls itself, without slogan; "" for a portal or an address that is not known."""
    stated = " ".join(stated.split())
    sites = load_sites()
    for part in (stated, *SLOGAN.split(stated[:200])):
        if part.strip().lower() in sites.names:
            return sites.names[part.strip().lower()]
    parts = [part.strip() for part in SLOGAN.split(stated[:200]) if part.strip()]
    first = next((part for part in parts if part.lower() not in sites.portals), "")
    if re.fullmatch(r"(?:https?://)?[\w.-]+\.[a-z]{2,4}/?", first):
        site = find_site(first if "//" in first else f"https://{first}")
        return site.name if site else ""
    return first


def is_outlet(name: str) -> bool:
    return name.lower() in load_sites().names


def is_portal(name: str) -> bool:
    return name.lower() in load_sites().portals


def to_xpath(selector: str) -> str:
    """ "div#a.b[c=d]" → XPath, by way of the attributes: most parts of a page have none, and a step over attributes
    costs a third of a test of every part."""
    tag, tests, position = "*", [], 0
    while position < len(selector):
        step = _STEP.match(selector, position)
        if step is None:
            raise ValueError(f"not a selector: {selector!r}")
        tag = step["tag"] or tag
        if step["id"]:
            tests.append(f"@id[.='{step['id']}']")
        if step["klass"]:  # the cheap test first
            within = f"[contains(concat(' ', normalize-space(.), ' '), ' {step['klass']} ')]"
            tests.append(f"@class[contains(.,'{step['klass']}')]{within}")
        if step["key"]:
            tests.append(f"@{step['key']}[.='{step['value']}']")
        position = step.end()
    path = f"descendant-or-self::{tag}"
    return f"{path}/{tests[0]}/parent::*" + "".join(f"[{test}]" for test in tests[1:]) if tests else path
