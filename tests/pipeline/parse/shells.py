"""Pages in the shapes of outlets' sites, made of sample articles: what surrounds an article there, and how it is set.

The outlets' names stand for the shape of their pages; the texts are the samples of this project, not news.
"""

import html
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from string import Template

SHELLS = Path(__file__).with_name("shells")
SAMPLES = Path(__file__).parents[3] / "tracker" / "samples" / "articles"
SEOUL = timezone(timedelta(hours=9))
PUBLISHED = datetime(2024, 5, 2, 7, 30, tzinfo=SEOUL)
UPDATED = datetime(2024, 5, 3, 16, 5, tzinfo=SEOUL)
KOREAN_STORIES = ("ko-c02", "ko-c07", "ko-d01", "ko-d02", "ko-d08", "ko-f02")
ENGLISH_STORIES = ("en-c01", "en-d03", "en-f02")
SIGNED = re.compile(r"^[\[(][^\])]{2,30}[\])](?: [가-힣]{2,4} 기자 =)? ?|^By [A-Z].*$| ?[\[/][^\]./]{2,20} 기자\]?$")
MENU = "<li><a href='/{0}'>{0}</a></li>"
MENUS = ("증권", "부동산", "산업", "IT·과학", "오피니언", "구독", "로그인")
LINKS = (
    "집값 석 달째 내려, 전세는 올라",
    "[단독] 반도체 공장 두 곳 새로 짓는다",
    "국회, 특별법 처리했다.",
    "올여름 전기요금 얼마나 오를까",
    "항공권 값 절반으로 뚝",
)


@dataclass(frozen=True)
class Shell:
    """How an outlet sets a text. paragraph: one of it, join: between two, figure: a picture with its caption,
    subhead, opening and ending: what the outlet puts to the first and last sentence."""

    publisher: str
    paragraph: str = "<p>{}</p>"
    join: str = "\n"
    figure: str = '<figure><img src="a.jpg"><figcaption>{}</figcaption></figure>'
    subhead: str = "<h3>{}</h3>"
    opening: str = ""
    ending: str = ""
    encoding: str = "utf-8"
    updated: bool = True
    english: bool = False
    reporter: str = "한여울 기자"


BREAKS = {"paragraph": "{}", "join": "<br><br>\n", "subhead": "<strong>{}</strong>"}
TABLE = '<table class="photo" align="center"><tr><td><img src="a.jpg"></td></tr><tr><td class="caption">{}</td></tr></table>'
OUTLETS = {
    "hankyung": Shell("한국경제", **BREAKS, figure='<figure class="article-figure"><div class="figure-img"><img src="a.jpg"></div><figcaption class="figure-caption">{}</figcaption></figure>'),
    "mk": Shell("매일경제", '<p refid="1">{}</p>', figure='<div class="thumb_area img"><div class="thumb"><img src="a.jpg"></div><p class="thumb_cap">{}</p></div>'),
    "mk-table": Shell("매일경제", **BREAKS, figure=TABLE, encoding="cp949"),
    "chosunbiz": Shell("조선비즈", '<p class="article-body__content article-body__content-text | text--black">{}</p>', figure='<figure class="article-body__content"><img><figcaption><span>{}</span></figcaption></figure>'),
    "businesspost": Shell("비즈니스포스트", **BREAKS, figure='<div style="text-align:center"><img src="a.jpg"><br>{}</div>', updated=False),
    "yna": Shell("연합뉴스", figure='<div class="comp-box photo-group"><figure class="image-zone01"><span class="img-con01"><img></span><figcaption class="txt-desc">{}</figcaption></figure></div>', opening="(서울=연합뉴스) 한여울 기자 = ", updated=False),
    "newsis": Shell("뉴시스", **BREAKS, figure='<div class="thumCont"><table class="article_photo center"><tr><td class="img"><img></td></tr><tr><td><p class="photojournal">{}</p></td></tr></table></div>', opening="[서울=뉴시스] 한여울 기자 = ", encoding="cp949"),
    "news1": Shell("뉴스1", figure='<div class="sa_area"><figure><img><figcaption>{}</figcaption></figure></div>', opening="(서울=뉴스1) 한여울 기자 = ", updated=False),
    "edaily": Shell("이데일리", **BREAKS, figure=TABLE, opening="[이데일리 한여울 기자] "),
    "mt": Shell("머니투데이", **BREAKS, figure=TABLE, encoding="cp949", updated=False),
    "fnnews": Shell("파이낸셜뉴스", figure='<div class="article_photo"><img src="a.jpg"><p class="caption">{}</p></div>', opening="[파이낸셜뉴스] "),
    "etnews": Shell("전자신문", figure='<figure class="article_image"><img><figcaption class="caption">{}</figcaption></figure>', updated=False),
    "asiae": Shell("아시아경제", figure='<div class="article_photo center"><p class="img"><img></p><p class="txt">{}</p></div>', opening="[아시아경제 한여울 기자] "),
    "sedaily": Shell("서울경제", **BREAKS, figure='<figure class="art_photo"><img><p class="caption">{}</p></figure>'),
    "herald": Shell("헤럴드경제", figure=TABLE, opening="[헤럴드경제=한여울 기자] ", updated=False),
    "dt": Shell("디지털타임스", **BREAKS, figure=TABLE, opening="[디지털타임스 한여울 기자] ", updated=False),
    "naver": Shell("한국경제", **BREAKS, figure='<span class="end_photo_org"><div class="nbd_im_w"><img></div><em class="img_desc">{}</em></span>'),
    "daum": Shell("이데일리", '<p dmcf-pid="x" dmcf-ptype="general">{}</p>', figure='<figure class="figure_frm" dmcf-ptype="figure"><p class="link_figure"><img></p><figcaption class="txt_caption default_figure">{}</figcaption></figure>', updated=False),
    "small-outlet": Shell("남도산업신문", figure='<div style="text-align:center"><figure class="photo-layout image photo_1"><img><figcaption>{}</figcaption></figure></div>', updated=False),
    "unknown": Shell("온누리타임즈", '<div class="_p">{}</div>', figure='<div class="_f"><img>{}</div>', subhead="<div><b>{}</b></div>", updated=False),
    "rendered": Shell("조선비즈", updated=False),
    "print": Shell("파이낸셜뉴스", "{}", "<br>\n", figure="{}", subhead="<b>{}</b>", encoding="cp949"),
    "amp": Shell("아시아경제", figure='<figure><amp-img src="a.jpg"></amp-img><figcaption>{}</figcaption></figure>'),
    "koreaherald": Shell("The Korea Herald", english=True, reporter="Han Ye-ul"),
    "joongangdaily": Shell("Korea JoongAng Daily", **BREAKS, english=True, reporter="HAN YE-UL"),
    "yonhap-english": Shell("Yonhap News Agency", opening="SEOUL, May 2 (Yonhap) -- ", english=True, updated=False, reporter=""),
}  # fmt: skip


@dataclass(frozen=True)
class Expected:
    title: str
    body: str
    captions: list[str]


def stories_of(name: str) -> tuple[str, ...]:
    return ENGLISH_STORIES if OUTLETS[name].english else KOREAN_STORIES


def make_page(name: str, story: str) -> tuple[bytes, Expected]:
    """The page and what it must yield."""
    shell = OUTLETS[name]
    sample = json.loads((SAMPLES / f"{story}.json").read_text("utf-8"))
    paragraphs = [bare for part in sample["body"].split("\n") if (bare := SIGNED.sub("", part.strip()).strip())]
    title = " ".join(sample["title"].split())
    if not any(part[0] in "▲(" for part in paragraphs):
        caption = "The control room (file photo)." if shell.english else "▲ 통합관제실에서 설비를 살펴보고 있다."
        paragraphs.insert(1, caption)
    paragraphs[0] = shell.opening + paragraphs[0]
    captions = [part for part in paragraphs if part[0] in "▲(" and not part.startswith(shell.opening or "\0")]
    markup = shell.join.join(
        _set(shell, part, captions, shell.english and index == 1) for index, part in enumerate(paragraphs)
    )
    if name == "businesspost":
        paragraphs[-1] += " [비즈니스포스트 한여울 기자]"
    body = "\n\n".join(part for part in paragraphs if not (name == "rendered" and part in captions))
    text = Template((SHELLS / f"{name}.html").read_text("utf-8")).substitute(
        _values(shell, title, markup, paragraphs, captions)
    )
    return text.encode(shell.encoding, "xmlcharrefreplace"), Expected(title, body, captions)


def _set(shell: Shell, part: str, captions: list[str], pictured: bool) -> str:
    text = html.escape(part)
    if part in captions or pictured:
        return shell.figure.format(text)
    return (shell.subhead if part[0] == "◆" else shell.paragraph).format(text)


def _values(shell: Shell, title: str, markup: str, paragraphs: list[str], captions: list[str]) -> dict[str, str]:
    elements = [
        {"type": "image", "caption": part} if part in captions else {"type": "text", "content": part}
        for part in paragraphs
    ]
    values = {
        "title": html.escape(title),
        "body": markup,
        "reporter": shell.reporter.removesuffix(" 기자") or "Han Ye-ul",
        "upper": "HAN YE-UL",
        "email": "yeoul@sample.example",
        "menu": "".join(MENU.format(word) for word in MENUS),
        "links": "".join(f'<li><a href="/{n}">{text}</a></li>' for n, text in enumerate(LINKS)),
        "elements": json.dumps(elements, ensure_ascii=False),
        "day": f"{PUBLISHED:%Y-%m-%d}",
        "digits": f"{PUBLISHED:%Y%m%d%H%M%S}",
    }
    for suffix, moment in (("", PUBLISHED), ("_updated", UPDATED)):
        values |= {key + suffix: text for key, text in _dates(moment).items()}
    return values


def _dates(moment: datetime) -> dict[str, str]:
    half, hour = ("오전", moment.hour) if moment.hour < 12 else ("오후", moment.hour - 12)
    return {
        "iso": moment.isoformat(),
        "utc": f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.000Z}",
        "dotted": f"{moment:%Y.%m.%d %H:%M}",
        "dashed": f"{moment:%Y-%m-%d %H:%M}",
        "dashed_seconds": f"{moment:%Y-%m-%d %H:%M:%S}",
        "spaced": f"{moment.year}. {moment.month}. {moment.day}. {moment:%H:%M}",
        "korean": f"{moment:%Y-%m-%d} {half} {hour}:{moment:%M}:00",
        "portal": f"{moment:%Y.%m.%d.} {half} {hour}:{moment:%M}",
        "english": f"{moment:%B} {moment.day}, {moment.year} - {moment:%H:%M}",
        "dayfirst": f"{moment:%d %b. %Y, %H:%M}",
        "clockfirst": f"{moment:%H:%M %B %d, %Y}",
    }
