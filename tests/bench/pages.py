"""News pages made from the sample articles: the article within the furniture that surrounds it on a real site."""

import html
import json
from collections.abc import Iterator
from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[2] / "tracker" / "samples" / "articles"
MENU = 120
HEADLINES = 280
COMMENTS = 160
RULES = 400
CALLS = 250


def sample_files() -> list[Path]:
    return sorted(SAMPLES.glob("*.json"))


def make_pages() -> Iterator[bytes]:
    """One page (about 100 kB, UTF-8) an article."""
    for path in sample_files():
        yield _page(json.loads(path.read_text("utf-8"))).encode()


def _page(article: dict[str, str]) -> str:
    paragraphs = [part for part in article["body"].split("\n") if part.strip()]
    body = "\n".join(f"<p>{html.escape(part)}</p>" for part in paragraphs)
    title, outlet = html.escape(article["title"]), html.escape(article["publisher"])
    return f"""<!doctype html>
<html lang="{article["language"]}">
<head>
<meta charset="utf-8">
<title>{title} - {outlet}</title>
<meta property="og:title" content="{title}">
<meta property="og:site_name" content="{outlet}">
<meta property="article:published_time" content="{article["published_at"]}">
<meta property="og:url" content="https://news.example/articles/{article["id"]}">
<script type="application/ld+json">{_linked_data(article)}</script>
<style>{"".join(f".box-{n} {{ margin: {n}px; padding: {n}px; }}" for n in range(RULES))}</style>
<script>{"".join(f"track('slot-{n}', {{ size: [{n}, 250], lazy: true }});" for n in range(CALLS))}</script>
</head>
<body>
<header><nav><ul>{_list("메뉴 분야", MENU)}</ul></nav></header>
<main>
<article><h1>{title}</h1><p class="byline">한여울 기자 입력 {article["published_at"][:10]} 수정 {article["published_at"][:10]}</p>
<div class="article-body">{body}</div></article>
<aside><h2>많이 본 뉴스</h2><ul>{_list("다른 기업의 투자 소식과 시장 전망을 전하는 제목", HEADLINES)}</ul></aside>
<section class="comments">{_comments()}</section>
</main>
<footer><p>{outlet} 무단 전재 및 재배포 금지</p><ul>{_list("안내", 20)}</ul></footer>
</body>
</html>"""


def _linked_data(article: dict[str, str]) -> str:
    entry = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article["title"],
        "datePublished": article["published_at"],
        "dateModified": article["published_at"],
        "author": {"@type": "Person", "name": "한여울"},
        "publisher": {"@type": "NewsMediaOrganization", "name": article["publisher"]},
    }
    return json.dumps(entry, ensure_ascii=False)


def _list(text: str, count: int) -> str:
    return "".join(f'<li class="item"><a href="/list/{n}"><span>{text} {n}</span></a></li>' for n in range(count))


def _comments() -> str:
    return "".join(f'<div class="comment"><b>독자{n}</b><p>기사 잘 읽었습니다. {n}</p></div>' for n in range(COMMENTS))
