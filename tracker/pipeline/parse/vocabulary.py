"""The words of noise.yaml, each list joined into one alternation."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml


@cache
def load_words() -> dict[str, str]:
    data = yaml.load(Path(__file__).with_name("noise.yaml").read_bytes(), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return {key: words if isinstance(words, str) else "|".join(words) for key, words in data.items()}
