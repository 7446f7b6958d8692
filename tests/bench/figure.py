"""A figure with its limit, and figures as a table."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal


@dataclass(frozen=True)
class Figure:
    """A measured value; `better` says on which side of the limit it has to stay."""

    name: str
    value: float
    unit: str
    limit: float
    better: Literal["higher", "lower"] = "lower"

    @property
    def ok(self) -> bool:
        return self.value >= self.limit if self.better == "higher" else self.value <= self.limit

    def as_json(self) -> dict[str, object]:
        return asdict(self) | {"value": round(self.value, 4), "ok": self.ok}


def table(figures: Sequence[Figure]) -> str:
    """One figure a line: name, value, unit, limit, ok."""
    lines = [f"{'name':42}{'value':>12}  {'unit':12}{'limit':>12}  ok"]
    for figure in figures:
        limit = ("≥ " if figure.better == "higher" else "≤ ") + f"{figure.limit:g}"
        said = "yes" if figure.ok else "NO"
        lines.append(f"{figure.name:42}{figure.value:12.2f}  {figure.unit:12}{limit:>12}  {said}")
    return "\n".join(lines)
