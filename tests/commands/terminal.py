"""manage.py as a terminal shows it."""

import io
from dataclasses import dataclass
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError


@dataclass(frozen=True)
class Answer:
    out: str
    err: str
    code: int


def manage(command: str, *arguments: object, **options: Any) -> Answer:
    """What the command printed, and the code it ended with (1 for a CommandError, as manage.py does)."""
    out, err = io.StringIO(), io.StringIO()
    code = 0
    try:
        call_command(command, *map(str, arguments), stdout=out, stderr=err, no_color=True, **options)
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    except CommandError as error:
        code = 1
        err.write(f"{error}\n")
    return Answer(out.getvalue(), err.getvalue(), code)
