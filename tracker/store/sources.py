"""The sources that exist without anybody adding them: one for each way in which a person brings an article."""

from tracker.models import Source, SourceKind

NAMES = {
    SourceKind.SAMPLE: "예시 기사 (sample text, not news)",
    SourceKind.PASTE: "붙여넣은 글",
    SourceKind.UPLOAD: "올린 파일",
    SourceKind.ADDRESS: "주소로 추가",
}


def source_of_kind(kind: str) -> Source:
    """The source that stands for one way in ("sample", "paste", "upload", "address"). Unknown kinds: ValueError."""
    kind = SourceKind(kind)
    source, _ = Source.objects.get_or_create(kind=kind, name=NAMES[kind])
    return source
