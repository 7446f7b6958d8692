"""Compiles the translations without gettext: `python -m tests.messages`; with --check it says what is missing."""

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = Path(__file__).resolve().parent.parent / "tracker" / "locale"


def main() -> int:
    problems = []
    for source in sorted(LOCALES.glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as file:
            catalog = read_po(file, locale=source.parts[-3])
        problems += [
            f"{source.name}: no translation of {m.id!r}" for m in catalog if m.id and not all(_strings(m.string))
        ]
        compiled = BytesIO()
        write_mo(compiled, catalog)
        target = source.with_suffix(".mo")
        if "--check" not in sys.argv:
            target.write_bytes(compiled.getvalue())
        elif not target.exists() or target.read_bytes() != compiled.getvalue():
            problems.append(f"{target.name} is not compiled from {source.name}: run 'make messages'")
    print("\n".join(problems) or "translations are complete")
    return bool(problems)


def _strings(string: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string)


if __name__ == "__main__":
    sys.exit(main())
