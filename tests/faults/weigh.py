"""What a piece of work costs, in a process of its own: seconds of the processor and megabytes of growth."""

import json
import subprocess
import sys
from dataclasses import dataclass

from tests.settings import ROOT

MOST_SECONDS, MOST_MEGABYTES = 5.0, 100.0
FRAME = """
import json, resource, sys, time
from tests.faults import bombs
from tests.faults.bombs import *
{imports}
given = {given}
{warm}
def grown():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
before, began = grown(), time.process_time()
try:
    result = repr({work})[:500]
except Exception as error:
    result = f"{{type(error).__name__}}: {{error}}"[:500]
print(json.dumps([time.process_time() - began, grown() - before, result]))
"""


@dataclass(frozen=True)
class Cost:
    seconds: float
    megabytes: float
    result: str

    def assert_bearable(self) -> None:
        assert self.seconds <= MOST_SECONDS, self
        assert self.megabytes <= MOST_MEGABYTES, self


def weigh(given: str, work: str, imports: str, warm: str = "") -> Cost:
    """given: an expression over tests.faults.bombs; work: one over `given`; warm: a statement that is not counted,
    for what is loaded once."""
    code = FRAME.format(given=given, work=work, imports=imports, warm=warm)
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stderr[-3000:]
    return Cost(*json.loads(run.stdout.splitlines()[-1]))
