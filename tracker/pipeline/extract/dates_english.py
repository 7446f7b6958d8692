"""English date expressions."""

from collections.abc import Iterator
from tracker.pipeline.records import DateMention
from .dates_frame import Frame
class EnglishReader:
    def __init__(self, frame: Frame) -> None:
        self.frame = frame
    def mentions(self) -> Iterator[DateMention]:
        return iter(())
