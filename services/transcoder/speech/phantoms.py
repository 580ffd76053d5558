"""What recognisers trained on films "hear" in silence and music: credits and farewells.

The lines are those that users of Whisper report again and again.
"""

import re
import zlib

_BROADCASTER = r"(zdf|ard|wdr|swr|ndr|mdr|br|rbb|funk|orf|srf|bbc)"
_CREDITS = re.compile(
    rf"""
      (deutsche\s)?untertitel(ung)?\s.*\b({_BROADCASTER}|amara|\S*community)\b.*
    | untertitelung\.?\s{_BROADCASTER}.*\b(19|20)\d\d
    | (deutsche\s)?untertitel(ung)?\s(von|durch|by)(\s\S+){{1,4}}
    | (copyright\s)?{_BROADCASTER}\s(19|20)\d\d
    | subtitles\s(by|from)\s.*\bcommunity
    """,
    re.VERBOSE | re.IGNORECASE,
)
_FAREWELLS = re.compile(
    r"""
      (vielen\s)?dan(k|ke)\sfür(s|\sdas)?\s?(zuschauen|zusehen|zuhören)
    | (vielen\s)?dank
    | (abonniert|abonnieren\ssie)\s.*\bkanal
    | bis\szum\snächsten\smal
    | thank(s|\syou)\sfor\swatching
    | musik | music | applaus | applause
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MOST_REPETITION = 2.4
_LONG_ENOUGH = 40


def is_phantom(text: str, *, certain: bool = True) -> bool:
    """Whether a whole utterance is one of the well-known lines that nobody said.

    Farewells are said too: those count only where the recogniser is not `certain`.
    """
    plain = " ".join(re.sub(r"[^\w\s.-]", " ", text).split()).strip(" .-")
    if not plain or _CREDITS.fullmatch(plain):
        return True
    return not certain and bool(_FAREWELLS.fullmatch(plain))


def is_babble(text: str) -> bool:
    """Whether an utterance repeats itself so much that it packs too well (Whisper's limit, 2.4)."""
    data = text.encode()
    return len(data) >= _LONG_ENOUGH and len(data) / len(zlib.compress(data)) > _MOST_REPETITION
