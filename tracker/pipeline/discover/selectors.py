"""CSS selectors → XPath: the part of the language that picks rows of a list page."""

import re
from functools import cache
from typing import Final

from lxml import etree

LONGEST: Final = 300
TOKEN: Final = re.compile(
    r"""(?P<combine>\s*[>+~]\s*|\s+)
    | (?P<tag>[a-zA-Z][\w-]*|\*)
    | \#(?P<id>[\w-]+)
    | \.(?P<klass>[\w-]+)
    | \[\s*(?P<key>[\w:-]+)\s*
        (?:(?P<how>[\^$*~|]?=)\s*(?:"(?P<double>[^"\]]*)"|'(?P<single>[^'\]]*)'|(?P<bare>[\w./:-]+))\s*)?\]
    | :(?P<place>first-child|last-child|nth-child\(\s*(?P<number>\d{1,4})\s*\))
    | :not\(\s*\.(?P<without>[\w-]+)\s*\)""",
    re.VERBOSE,
)
AXES: Final = {"": "/descendant::", ">": "/", "+": "/following-sibling::*[1]/self::", "~": "/following-sibling::"}
CLASS: Final = "contains(concat(' ', normalize-space(@class), ' '), ' %s ')"


class BadSelector(ValueError):
    """A selector that cannot be used; the message shows where it stops being one."""


@cache
def compile_selector(text: str) -> etree.XPath:
    """Finds the elements of a page that a CSS selector names: tags, #id, .class, [attribute], :first-child,
    :last-child, :nth-child(n), :not(.class), the four combinators and lists. Raises BadSelector."""
    if len(text) > LONGEST:
        raise BadSelector(f"선택자가 너무 깁니다({LONGEST}자까지).")
    parts = [part.strip() for part in text.split(",")]
    if not all(parts):
        raise BadSelector(f"‘{text}’: 빈 선택자가 있습니다. ‘ul.news > li’처럼 써 주세요.")
    return etree.XPath(" | ".join(_path(part) for part in parts))


def _path(text: str) -> str:
    path, at, tag, tests = ".", 0, "", list[str]()
    axis = AXES[""]
    while at < len(text):
        found = TOKEN.match(text, at)
        if found is None or (found["tag"] and (tag or tests)) or (found["combine"] and not (tag or tests)):
            raise BadSelector(f"‘{text}’: ‘{text[at : at + 20]}’부터 읽을 수 없습니다. ‘ul.news > li’처럼 써 주세요.")
        if found["combine"]:
            path += _step(axis, tag, tests)
            axis, tag, tests = AXES[found["combine"].strip()], "", []
        elif found["tag"]:
            tag = found["tag"].lower()
        else:
            tests.append(_test(found))
        at = found.end()
    if not (tag or tests):
        raise BadSelector(f"‘{text}’: 끝에 고를 것이 없습니다. ‘ul.news > li’처럼 써 주세요.")
    return path + _step(axis, tag, tests)


def _step(axis: str, tag: str, tests: list[str]) -> str:
    return f"{axis}{tag or '*'}" + "".join(f"[{test}]" for test in tests)


def _test(found: re.Match[str]) -> str:
    if found["id"]:
        return f"@id='{found['id']}'"
    if found["klass"]:
        return CLASS % found["klass"]
    if found["without"]:
        return f"not({CLASS % found['without']})"
    if found["place"]:
        return _place(found)
    attribute = f"@*[name()='{found['key'].lower()}']"
    if not found["how"]:
        return attribute
    value = next((found[name] for name in ("double", "single", "bare") if found[name] is not None), "")
    quoted = f"'{value}'" if "'" not in value else f'"{value}"'
    return _compare(found["how"], attribute, quoted, len(value))


def _place(found: re.Match[str]) -> str:
    if found["place"] == "last-child":
        return "not(following-sibling::*)"
    number = 1 if found["place"] == "first-child" else int(found["number"])
    return f"count(preceding-sibling::*)={number - 1}"


def _compare(how: str, attribute: str, quoted: str, length: int) -> str:
    if how == "=":
        return f"{attribute}={quoted}"
    if how == "^=":
        return f"starts-with({attribute}, {quoted})"
    if how == "*=":
        return f"contains({attribute}, {quoted})"
    if how == "~=":
        return f"contains(concat(' ', normalize-space({attribute}), ' '), concat(' ', {quoted}, ' '))"
    if how == "|=":
        return f"{attribute}={quoted} or starts-with({attribute}, concat({quoted}, '-'))"
    return f"substring({attribute}, string-length({attribute}) - {length - 1})={quoted}"
