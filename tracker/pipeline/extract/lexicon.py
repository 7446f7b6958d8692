"""Loads the word lists and rule files beside this module, once, and knows their hash."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

RULES = Path(__file__).parent / "rules"


class LexiconError(ValueError):
    """A rule or word file that cannot be used; the message names the file and what is wrong."""


@cache
def load_yaml(name: str) -> Any:
    """The parsed content of rules/`name`. Raises LexiconError when it is missing or not YAML."""
    path = RULES / name
    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        return yaml.load(path.read_text("utf-8"), Loader=loader)
    except (OSError, yaml.YAMLError) as error:
        raise LexiconError(f"{path.name}: {error}") from error


@cache
def words(language: str, key: str) -> tuple[str, ...]:
    """The list `key` of words_<language>.yaml, longest first, so that an alternation prefers the longest."""
    data: Mapping[str, Any] = load_yaml(f"words_{language}.yaml")
    if key not in data:
        raise LexiconError(f"words_{language}.yaml: no list {key}")
    return tuple(sorted((str(word) for word in data[key]), key=lambda word: (-len(word), word)))


@cache
def table(language: str, key: str) -> Mapping[str, str]:
    """The mapping `key` of words_<language>.yaml."""
    return {str(k): str(v) for k, v in load_yaml(f"words_{language}.yaml")[key].items()}


@cache
def lexicon_hash() -> str:
    """A short hash over every rule file, so that a fact can be traced to the lexicon that made it."""
    digest = hashlib.sha256()
    for path in sorted(RULES.glob("*.yaml")):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
