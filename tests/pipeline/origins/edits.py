"""What editors of outlets do to a text that is not theirs; nine kinds."""

import json
import random
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

GOLD = Path(__file__).resolve().parents[2] / "gold"
SAMPLES = Path(__file__).resolve().parents[3] / "tracker" / "samples" / "articles"
FILLERS = [
    "회사",
    "사업",
    "기술",
    "이번",
    "통해",
    "도시",
    "공장",
    "구축",
    "협력",
    "계획",
    "지역",
    "올해",
    "the",
    "company",
    "plan",
    "with",
    "more",
    "new",
    "system",
]
TAIL = "저작권자 (c) 가상일보, 무단 전재 및 재배포, AI 학습 금지. 제보는 전자우편으로. 관련 기사: 다른 회사도 공장을 짓는다."
FOREWORD = "【속보】 편집국이 전합니다. 이 소식은 오늘 오전 회사가 낸 보도자료를 바탕으로 정리했습니다. "

Edit = Callable[[str, random.Random], str]


@cache
def sample_texts() -> dict[str, str]:
    """{name: body} of every sample article, no text twice."""
    return _texts([SAMPLES])


@cache
def gold_texts() -> dict[str, str]:
    return _texts([GOLD / "dev", GOLD / "stories", GOLD / "own"])


def _texts(folders: list[Path]) -> dict[str, str]:
    found = {path.stem: json.loads(path.read_text())["body"] for one in folders for path in sorted(one.glob("*.json"))}
    return {name: body for body, name in {body: name for name, body in found.items()}.items()}


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.다])\s+", text)


def add_byline(text: str, chance: random.Random) -> str:
    return f"(서울=가상통신) 홍길동 기자 = {text}\n\n홍길동 기자 hong@example.com"


def add_tail(text: str, chance: random.Random) -> str:
    return f"{text}\n\n{TAIL}"


def change_numbers(text: str, chance: random.Random) -> str:
    return re.sub(r"\d", lambda _: str(chance.randrange(10)), text)


def drop_sentences(text: str, chance: random.Random) -> str:
    """Three of ten."""
    sentences = _sentences(text)
    dropped = set(chance.sample(range(len(sentences)), min(max(1, len(sentences) * 3 // 10), len(sentences) - 1)))
    return " ".join(sentence for number, sentence in enumerate(sentences) if number not in dropped)


def reorder_sentences(text: str, chance: random.Random) -> str:
    sentences = _sentences(text)
    chance.shuffle(sentences)
    return " ".join(sentences)


def misspell(text: str, chance: random.Random) -> str:
    """A letter missing in every twentieth word."""
    words = text.split(" ")
    for number, word in enumerate(words):
        if len(word) > 2 and chance.random() < 0.05:
            at = chance.randrange(len(word))
            words[number] = word[:at] + word[at + 1 :]
    return " ".join(words)


def add_prefix(text: str, chance: random.Random) -> str:
    return 2 * FOREWORD + text


def change_quote(text: str, chance: random.Random) -> str:
    quotes = list(re.finditer(r"[“\"][^”\"]{5,}[”\"]", text))
    if not quotes:
        return f"{text} 회사 관계자는 “앞으로도 최선을 다하겠다”고 말했다."
    quote = chance.choice(quotes)
    return f"{text[: quote.start()]}“고객과 함께 성장하는 계기로 삼고 투자를 이어 가겠다”{text[quote.end() :]}"


def change_words(text: str, chance: random.Random) -> str:
    """A fifth of them."""
    words = text.split(" ")
    for number in chance.sample(range(len(words)), len(words) // 5):
        words[number] = chance.choice(FILLERS)
    return " ".join(words)


EDITS: dict[str, Edit] = {
    "a byline added": add_byline,
    "an outlet's tail added": add_tail,
    "numbers changed": change_numbers,
    "sentences dropped": drop_sentences,
    "sentences in another order": reorder_sentences,
    "spelling": misspell,
    "a foreword added": add_prefix,
    "a quote changed": change_quote,
    "a fifth of the words changed": change_words,
}
