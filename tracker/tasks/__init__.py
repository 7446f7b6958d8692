"""One stage a file: load → stage → store → ring the next. Arguments are ids, every task is safe to run twice."""

from tracker.tasks.extract import extract
from tracker.tasks.fetch import fetch
from tracker.tasks.merge import merge
from tracker.tasks.parse import parse
from tracker.tasks.sweep import sweep

__all__ = ["extract", "fetch", "merge", "parse", "sweep"]
