"""The small types take what they are for, whole, and nothing beside it."""

from typing import Any

import msgspec
import pytest

from shared.contracts.words import (
    BlobKey,
    Id,
    ImageKey,
    Language,
    Line,
    Markdown,
    Slug,
    Summary,
    Title,
)

OWN = "01890000-0000-7000-8000-00000000000a"
PICTURE = f"images/{'0a' * 32}.svg"
GOOD: list[tuple[Any, str]] = [
    (Slug, "feinstaub-messen-2"),
    (Language, "de"),
    (Language, "de-simple"),
    (Language, "gsg"),
    (Id, OWN),
    (BlobKey, "videos/a/720p/seg_1.m4s"),
    (ImageKey, PICTURE),
]


@pytest.mark.parametrize(("word", "text"), GOOD)
def test_what_a_word_is_for_is_taken(word: Any, text: str) -> None:
    assert msgspec.convert(text, word) == text


@pytest.mark.parametrize(("word", "text"), GOOD)
@pytest.mark.parametrize("beside", ["{}\n", "\n{}", " {}", "{} ", "{}\x00", "{}\u0430"])
def test_nothing_beside_it_is_taken(word: Any, text: str, beside: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(beside.format(text), word)


@pytest.mark.parametrize(
    ("word", "text"),
    [
        (Slug, "Feinstaub"),
        (Slug, "feinstaub--messen"),
        (Slug, "-feinstaub"),
        (Slug, "feinstaub-"),
        (Slug, "lärm"),
        (Slug, ""),
        (Slug, "x" * 97),
        (Language, "deutsch"),
        (Language, "DE"),
        (Language, "de_DE"),
        (Id, OWN.upper()),
        (Id, OWN.replace("-7", "-4")),
        (Id, OWN.replace("-", "")),
        (BlobKey, "/etc/passwd"),
        (BlobKey, "videos/../secrets"),
        (BlobKey, "videos\\a"),
        (BlobKey, "x" * 301),
        (ImageKey, f"videos/{'0a' * 32}.svg"),
        (ImageKey, PICTURE.replace("svg", "html")),
        (Line, ""),
        (Line, "x" * 201),
        (Title, "x" * 161),
    ],
)
def test_what_it_is_not_for_is_refused(word: Any, text: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(text, word)


@pytest.mark.parametrize(
    "mark", ["\x00", "\x1b", "\x7f", "\x85", "\n", "\t", "\u2028", "\u202e", "\u2066"]
)
@pytest.mark.parametrize("word", [Line, Title])
def test_no_line_holds_what_controls_or_turns_it(word: Any, mark: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(f"a{mark}b", word)


@pytest.mark.parametrize(
    "text", ["Lärm 👩‍🔬 👍🏽", "مرحبا בית", "a\u200eb", "5\N{NO-BREAK SPACE}m", "co\u00adop"]
)
@pytest.mark.parametrize("word", [Line, Title, Summary, Markdown])
def test_letters_of_all_scripts_and_emoji_are_taken(word: Any, text: str) -> None:
    assert msgspec.convert(text, word) == text


@pytest.mark.parametrize("word", [Summary, Markdown])
def test_prose_has_lines_and_tabs_and_no_other_controls(word: Any) -> None:
    assert msgspec.convert("a\r\n\tb\n", word) == "a\r\n\tb\n"
    for mark in ("\x00", "\x08", "\x0b", "\x1b", "\x9f"):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(f"a{mark}b", word)
