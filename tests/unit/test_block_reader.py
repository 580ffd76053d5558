"""Editors' text as blocks says the same as its HTML, and no more than that could act."""

import re
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.block_reader import to_blocks
from gateway.markdown import to_html, to_plain
from shared.contracts.text_blocks import TextBlock, TextSpan
from tests.unit.test_markdown import ATTACKS

PIECES = (
    *("# ", "## ", "- ", "  - ", "3. ", "> ", "    ", "```\n", "---\n", "| a | b |\n|---|---|\n| "),
    *("**", "*", "~~", "`", "[Stadt](https://iserlohn.de)", "\\\n", "\n", "\n\n", "Wort", " ", "1"),
)


def told(text: str) -> list[dict[str, Any]]:
    """The blocks without what is as by default."""
    defaults = msgspec.to_builtins(TextBlock(kind="")), msgspec.to_builtins(TextSpan(text=""))  # type: ignore[arg-type]

    def bare(values: dict[str, Any], usual: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in values.items() if value != usual.get(name)}

    def spans(all_of_them: list[dict[str, Any]]) -> list[Any]:
        found = [bare(each, defaults[1]) for each in all_of_them]
        return [each["text"] if set(each) == {"text"} else each for each in found]

    blocks = [bare(msgspec.to_builtins(block), defaults[0]) for block in to_blocks(text)]
    for block in blocks:
        if "spans" in block:
            block["spans"] = spans(block["spans"])
        if "cells" in block:
            block["cells"] = [spans(cell["spans"]) for cell in block["cells"]]
    return blocks


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", []),
        ("# Ziel", [{"kind": "heading", "level": 2, "spans": ["Ziel"]}]),
        ("### Weg", [{"kind": "heading", "level": 3, "spans": ["Weg"]}]),
        ("eins\nzwei  \ndrei", [{"kind": "paragraph", "spans": ["eins zwei\ndrei"]}]),
        (
            "ein **starkes *Wort*** und `a < b`",
            [
                {
                    "kind": "paragraph",
                    "spans": [
                        "ein ",
                        {"text": "starkes ", "strong": True},
                        {"text": "Wort", "strong": True, "emphasis": True},
                        " und ",
                        {"text": "a < b", "code": True},
                    ],
                }
            ],
        ),
        (
            "[Stadt](https://iserlohn.de) ~~weg~~",
            [
                {
                    "kind": "paragraph",
                    "spans": [
                        {"text": "Stadt", "href": "https://iserlohn.de"},
                        " ",
                        {"text": "weg", "struck": True},
                    ],
                }
            ],
        ),
        (
            "0. null\n1. eins\n\n   mehr\n   - tief",
            [
                {"kind": "list_item", "list_depth": 1, "number": 0, "spans": ["null"]},
                {"kind": "list_item", "list_depth": 1, "number": 1, "spans": ["eins"]},
                {"kind": "paragraph", "list_depth": 1, "spans": ["mehr"]},
                {"kind": "list_item", "list_depth": 2, "spans": ["tief"]},
            ],
        ),
        (
            "- \n- - a",
            [
                {"kind": "list_item", "list_depth": 1},
                {"kind": "list_item", "list_depth": 1},
                {"kind": "list_item", "list_depth": 2, "spans": ["a"]},
            ],
        ),
        (
            "> gesagt\n>\n> > getan",
            [
                {"kind": "paragraph", "quote_depth": 1, "spans": ["gesagt"]},
                {"kind": "paragraph", "quote_depth": 2, "spans": ["getan"]},
            ],
        ),
        (
            "```\na\n\nb\n```\n\n---",
            [{"kind": "code", "spans": [{"text": "a\n\nb", "code": True}]}, {"kind": "rule"}],
        ),
        (
            "| Ort | dB |\n|---|---|\n| Schule | **62** |",
            [
                {"kind": "table_row", "header": True, "cells": [["Ort"], ["dB"]]},
                {"kind": "table_row", "cells": [["Schule"], [{"text": "62", "strong": True}]]},
            ],
        ),
    ],
)
def test_blocks_are_read(text: str, blocks: list[dict[str, Any]]) -> None:
    assert told(text) == blocks


def words(text: str) -> list[str]:
    spans = [
        (*block.spans, *(s for cell in block.cells for s in cell.spans))
        for block in to_blocks(text)
    ]
    return " ".join("".join(span.text for span in each) for each in spans).split()


@given(st.lists(st.sampled_from([*PIECES, *ATTACKS])).map("".join))
def test_they_say_what_the_plain_text_says(text: str) -> None:
    assert "".join(words(text)) == "".join(to_plain(text).split())


@given(st.lists(st.sampled_from([*PIECES, *ATTACKS])).map("".join))
def test_they_lead_where_the_html_leads(text: str) -> None:
    spans = [
        span
        for block in to_blocks(text)
        for span in (*block.spans, *(s for cell in block.cells for s in cell.spans))
    ]
    led = {span.href for span in spans if span.href is not None}
    assert {urlsplit(href).scheme for href in led} <= {"", "https", "http", "mailto", "tel"}
    assert led <= {unescape(href) for href in re.findall(r'href="([^"]*)"', to_html(text))}
