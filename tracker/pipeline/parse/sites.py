"""What is known of single outlets; the data stand in sites.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import yaml

_STEP = re.compile(
    r"(?P<tag>^[a-z][a-z0-9]*)|#(?P<id>[\w-]+)|\.(?P<klass>[\w-]+)"
    r"|\[(?P<key>[\w-]+)=(?P<value>[\w-]+)\]"
)


@dataclass(frozen=True, slots=True)
class Site:
    domain: str
    name: str
    body: tuple[str, ...]  # XPath, most certain first


@dataclass(frozen=True, slots=True)
class Sites:
    by_domain: dict[str, Site]
    anywhere: tuple[str, ...]


@cache
def load_sites() -> Sites:
    data = yaml.safe_load(Path(__file__).with_name("sites.yaml").read_text("utf-8"))
    sites = (Site(row["domain"], row["name"], tuple(map(to_xpath, row["body"]))) for row in data["sites"])
    return Sites({site.domain: site for site in sites}, tuple(map(to_xpath, data["anywhere"])))


def find_site(address: str) -> Site | None:
    """The outlet of a web or e-mail address, by the longest known end of its host."""
    host = (urlsplit(address).hostname or "") if "//" in address else address.rpartition("@")[2].strip().lower()
    labels = host.split(".")
    known = load_sites().by_domain
    return next((known[end] for i in range(len(labels)) if (end := ".".join(labels[i:])) in known), None)


def is_outlet(name: str) -> bool:
    return any(site.name == name for site in load_sites().by_domain.values() if site.name)


def to_xpath(selector: str) -> str:
    """ "div#a.b[c=d]" → XPath."""
    tag, tests, position = "*", "", 0
    while position < len(selector):
        step = _STEP.match(selector, position)
        if step is None:
            raise ValueError(f"not a selector: {selector!r}")
        tag = step["tag"] or tag
        tests += f"[@id='{step['id']}']" if step["id"] else ""
        tests += f"[contains(concat(' ', normalize-space(@class), ' '), ' {step['klass']} ')]" if step["klass"] else ""
        tests += f"[@{step['key']}='{step['value']}']" if step["key"] else ""
        position = step.end()
    return f"//{tag}{tests}"
