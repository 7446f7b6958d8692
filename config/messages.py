"""Compiling the interface's translations without a gettext installation: python -m config.messages [--check]"""

import argparse
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE_DIR = Path(__file__).resolve().parent.parent / "tracker" / "locale"


def compile_catalog(po: Path) -> tuple[bytes, list[str]]:
    """The compiled messages of a .po file, and what is wrong with it: fuzzy or untranslated messages, syntax."""
    with po.open("rb") as stream:
        catalog = read_po(stream, abort_invalid=True)
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue(), list(_problems(catalog))


def _problems(catalog: Catalog) -> Iterator[str]:
    for message in catalog:
        if not message.id:
            continue
        strings = message.string if isinstance(message.string, (list, tuple)) else [message.string]
        if message.fuzzy or not all(strings):
            yield f"line {message.lineno}: {'fuzzy' if message.fuzzy else 'not translated'}: {message.id!r}"
        for error in message.check(catalog):
            yield f"line {message.lineno}: {error}"


def main() -> int:
    """Write each .mo beside its .po; with --check only say which are stale or incomplete (exit code 1)."""
    parser = argparse.ArgumentParser(description="Compile the translations of the interface.")
    parser.add_argument("--check", action="store_true", help="change nothing, fail when something is stale")
    check: bool = parser.parse_args().check
    failed = False
    for po in sorted(LOCALE_DIR.rglob("*.po")):
        compiled, problems = compile_catalog(po)
        mo = po.with_suffix(".mo")
        stale = not mo.exists() or mo.read_bytes() != compiled
        if stale and not check:
            mo.write_bytes(compiled)
        if stale and check:
            problems.append("the compiled file is stale: run 'make messages'")
        for problem in problems:
            print(f"{po.relative_to(LOCALE_DIR)}: {problem}", file=sys.stderr)
        failed = failed or bool(problems)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
