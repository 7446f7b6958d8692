"""The sources that exist without anybody adding them: one for each way in which a person brings an article."""

from tracker.models import Source, SourceKind

NAMES = {
    SourceKind.SAMPLE: "예시 기사 (sample text, not news)",
    SourceKind.PASTE: "붙여넣은 글",
    SourceKind.UPLOAD: "올린 파일",
    SourceKind.ADDRESS: "주소로 추가",
    SourceKind.BIGKINDS: "빅카인즈 검색 결과",
    SourceKind.WARC: "WARC 보관 파일",
}


def source_of_kind(kind: str) -> Source:
    """The source that stands for one way in ("sample", "paste", "upload", "address", "bigkinds", "warc").
    Other kinds: ValueError or KeyError."""
    kind = SourceKind(kind)
    source, _ = Source.objects.get_or_create(kind=kind, name=NAMES[kind])
    return source
