"""What was searched for, marked in the texts that are shown. Every piece is escaped."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from tracker.search.matches import Piece, find_pieces

register = template.Library()


@register.filter
def found(text: object, wanted: str) -> SafeString:
    return pieces(find_pieces(str(text), wanted))


@register.filter
def pieces(cut: Iterable[Piece]) -> SafeString:
    wrapped = ((("<mark>", text, "</mark>") if hit else ("", text, "")) for text, hit in cut)
    return format_html_join("", "{}{}{}", ((SafeString(a), text, SafeString(b)) for a, text, b in wrapped))
