"""Finite verbs of business English, as far as the grammar needs to know them."""

from __future__ import annotations

import re
from typing import Final

IRREGULAR_PAST: Final = (
    "won|began|broke|went|came|met|bought|took|struck|ran|sold|built|led|held|made|gave|got|saw|became|fell|rose|chose|drew|grew|kept|left|lost"
    "|paid|put|cut|set|sent|spent|said|told|thought|wrote|found|brought|beat|bid|did|had|was|were|knew|lay|let|lent|won|stood|shut|split|threw|withdrew|overtook|undertook|underwent|sought|spun|drove|hit"
)
PRESENT: Final = (
    "plans|aims|expects|intends|hopes|wants|says|runs|owns|operates|makes|calls|needs|remains|seeks|sees|wins|signs|builds|supplies|provides|develops|uses|sells|takes|begins|starts|opens|launches"
    "|completes|joins|agrees|works|works|holds|has|is|does|looks|considers|eyes|mulls|targets|pledges|covers|faces|leads|gets|teams|picks|taps|bets|expands|moves|claims|insists|believes|declines|denies|hands"
    "|manages|invests|becomes|brings|offers|acquires|buys|breaks|inks|clinches|lands|secures|unveils|announces|rolls|adds|argues|estimates|serves|handles|oversees|shares|turns|gains|posts|reports"
)
AUXILIARY: Final = "has|have|had|is|are|was|were|will|would|can|could|may|might|must|should|did|does|do|won['’]t|isn['’]t|hasn['’]t|didn['’]t|doesn['’]t"
_PLURAL: Final = "lend|supply|provide|join|own|run|invest|fund|finance|operate|plan|aim|expect|intend|hope|want|say|run|own|operate|make|need|remain|seek|agree|work|hold|share|sign|build|join|develop|look|consider|use|sell|take|begin|start|open|launch|form|lead|serve|handle"

FINITE: Final = re.compile(
    rf"(?:(?:also|now|then|jointly|formally|recently|already|reportedly|later|first|still|only|once|so far|soon|again|together|initially|originally|officially|quietly|each|both|all|long|eventually|never|not|since) ){{0,2}}"
    rf"(?:{AUXILIARY}|{IRREGULAR_PAST}|{PRESENT}|{_PLURAL}|(?!(?:based|owned|backed|related|called|named|listed|run|led)\b)[a-z]{{2,14}}ed)\b"
)
"""A verb that can follow a subject, with the adverbs before it."""

SUBORDINATE: Final = r"while|but|although|though|until|because|after|before|when|where|which|who|whereas|since|as"
