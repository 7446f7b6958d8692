"""An article whose title, names and projects are programs. It is among the others for all tests of this folder."""

from tests.newsroom import Act, Party, Project, Story

IMAGE = "<img src=x onerror=alert(1)>"
SCRIPT = '"></script><script>alert(2)</script>'
LINK = "<a href=javascript:alert(3)>누름</a><b>굵게</b>"
CONTRACT = f"{IMAGE}은 2일 {LINK}과 {SCRIPT} 계약을 맺었다."
START = f"{LINK}은 오는 9월 공사를 시작할 계획이다."


def hostile_story() -> Story:
    """Of a group of which no sample speaks; newer than all samples, so that it heads every list."""
    parties = (
        Party(IMAGE, "lead", group="aekyung"),
        Party(SCRIPT, "lead", group="aekyung"),
        Party(LINK, "customer", kind="government"),
    )
    acts = (Act("contract", "2026-05-02", CONTRACT), Act("construction", "2026-09", START, "planned"))
    projects = tuple(Project(title, parties, acts, locations=(IMAGE,)) for title in (LINK, IMAGE + SCRIPT))
    return Story(IMAGE + SCRIPT, f"{CONTRACT} {START}", projects, day="2026-05-05")
