"""JSON whose shape tracker/exports/README.md describes; rows are written one by one."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from tracker.exports.cells import clean
from tracker.exports.tables import Capped, Sheet

AT_ONCE = 100


def write_json(sheet: Sheet) -> Iterator[str]:
    """The document in parts. Whether it is cut stands behind the rows: before, nobody knows."""
    head = {
        "title": sheet.title,
        "site": sheet.site,
        "address": sheet.address,
        "as_of": sheet.as_of.isoformat(timespec="seconds"),
        "filter": sheet.parameters,
        "filter_words": [f"{what}: {value}" for what, value in sheet.filter],
        "notes": list(sheet.notes),
        "rights": sheet.rights,
        "columns": {column.key: str(column.words) for column in sheet.columns},
    }
    yield dump(head)[:-1] + ', "rows": [\n'
    capped, lines = Capped(sheet.rows, sheet.limit), []
    for row in capped:
        lines.append(dump({column.key: _plain(column.read_code(row)) for column in sheet.columns}))
        if len(lines) == AT_ONCE:
            yield (",\n" if capped.count > AT_ONCE else "") + ",\n".join(lines)
            lines = []
    if lines:
        yield (",\n" if capped.count > len(lines) else "") + ",\n".join(lines)
    yield f'\n], "count": {capped.count}, "limit": {capped.limit}, "cut": {dump(capped.cut)}}}\n'


def dump(value: object) -> str:
    # "<" escaped: even a browser that takes the answer for a page finds no tag in it.
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return clean(value) if isinstance(value, str) else value
