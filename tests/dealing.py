"""How tests are dealt out where several processes share them (`make test`): each file to one, the browser's folder as a
whole, since its tests share one server; what takes longest first, so that all end at about the same time."""

from typing import Any

import pytest

WHOLE = ("tests/browser/",)
LONGEST = (
    "tests/browser/",
    "tests/store/test_on_postgres.py",
    "tests/faults/test_on_servers.py",
    "tests/faults/test_worker.py",
    "tests/faults/test_poison.py",
    "tests/store/test_order.py",
    "tests/launch/test_demo.py",
    "tests/faults/test_floods.py",
    "tests/faults/test_database.py",
    "tests/faults/test_polling_rules.py",
)


def longest_first(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: next((n for n, path in enumerate(LONGEST) if item.nodeid.startswith(path)), 99))


def scheduler(config: pytest.Config, log: Any) -> Any:
    from xdist.scheduler import LoadScopeScheduling

    class ByFile(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            whole = next((path for path in WHOLE if nodeid.startswith(path)), "")
            return whole or nodeid.partition("::")[0]

    config.option.loadscopereorder = False  # it would begin with the most tests instead of the longest
    return ByFile(config, log)
