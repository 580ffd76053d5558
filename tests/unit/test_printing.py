"""What goes into a sheet, and what the typesetter survives."""

import asyncio

import pytest

from gateway.pages.amounts import Amount, amount_asked
from gateway.pages.printing.glyphs import showable
from gateway.pages.printing.press import WAITING, WAITING_OF_ONE, Press
from gateway.pages.printing.rich_text import DEEPEST, Node, rich_text
from gateway.pages.printing.words import words
from shared.contracts.errors import Unavailable
from tests.sheet import Sheet

SHEET = {
    "title": "Löten", "statement": "Hält es?", "summary": "", "kind": "Anleitung",
    "language": "de", "hub": "Hub", "url": "http://hub.test/anleitungen/loeten",
    "cover": {"url": "/media/x.svg", "alt": "Ein Kolben", "credit": ""},
    "facts": [], "supervision": "", "safety": [], "needed": "", "materials": [], "total": "",
    "tools": [], "steps": [], "before": [], "after": [], "form": [], "on_site": [], "origin": [],
    "attribution": "Stadt", "modified": 0, "interface": "de", "words": words("http://hub.test"),
}  # fmt: skip


def test_rich_text_keeps_structure_and_nothing_else() -> None:
    assert rich_text('<p>Ein <strong>Satz</strong>.<br></p><ol start="3"><li>a</li></ol>') == [
        ("p", "", ["Ein ", ("strong", "", ["Satz"]), ".", ("br", "", [])]),
        ("ol", "3", [("li", "", ["a"])]),
    ]


def depth(nodes: list[Node]) -> int:
    return max((1 + depth(node[2]) for node in nodes if not isinstance(node, str)), default=0)


def test_deep_nesting_is_flattened_but_nothing_is_lost() -> None:
    nodes = rich_text("<blockquote>" * 500 + "tief" + "</blockquote>" * 500 + "<p>danach</p>")
    assert depth(nodes) == DEEPEST
    assert nodes[-1] == ("p", "", ["danach"])
    assert "tief" in str(nodes)


def test_characters_without_a_glyph_become_squares() -> None:
    assert showable({"a": ["Ä 漢 🎉", 3]}) == {"a": ["Ä □ □", 3]}
    assert showable("a\u0308\ufe0f\x00") == "ä"


@pytest.mark.parametrize(
    ("query", "groups"),
    [({}, 1), ({"gruppen": "3"}, 3), ({"personen": "25"}, 7), ({"gruppen": ""}, 1)],
)
def test_amounts_follow_the_address(query: dict[str, str], groups: int) -> None:
    assert amount_asked(query, {"minimum": 2, "maximum": 4}) == Amount(groups)


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "viele", "101", "٣", "9" * 5000])
def test_odd_amounts_are_told(text: str) -> None:
    amount = amount_asked({"gruppen": text})
    assert amount.groups == 1
    assert "von 1 bis 100" in amount.problem


async def test_a_sheet_whose_pictures_do_not_come_is_printed_without_them() -> None:
    press = Press("http://127.0.0.1:9")
    pdf = await press.sheet(SHEET, "a")
    assert pdf.startswith(b"%PDF-1.7")
    assert await press.sheet(SHEET, "a") is not pdf  # the picture may come the next time


async def test_what_was_set_whole_is_kept_for_the_same_content_only() -> None:
    press, bare = Press("http://127.0.0.1:9"), SHEET | {"cover": None}
    pdf = await press.sheet(bare, "a")
    assert await press.sheet(bare, "b") is pdf
    assert "Schrauben" in Sheet(await press.sheet(bare | {"title": "Schrauben"}, "a")).metadata


async def test_a_broken_picture_costs_the_picture_only() -> None:
    server = await asyncio.start_server(_answer_broken, "127.0.0.1")
    async with server:
        port = server.sockets[0].getsockname()[1]
        press = Press(f"http://127.0.0.1:{port}")
        pdf = await press.sheet(SHEET, "a")
        assert await press.sheet(SHEET, "a") is not pdf
    (figure,) = Sheet(pdf).figures()
    assert figure.startswith("QR-Code")


async def _answer_broken(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\n<svg")
    await writer.drain()
    writer.close()


@pytest.mark.parametrize("lines", [WAITING, 1])
async def test_the_same_sheet_is_set_once_and_too_many_are_refused(lines: int) -> None:
    press = Press("http://127.0.0.1:9")
    one, other = await asyncio.gather(press.sheet(SHEET, "a"), press.sheet(SHEET, "b"))
    assert one is other
    waiting = [
        asyncio.create_task(press.sheet(SHEET | {"title": str(n)}, str(n % lines)))
        for n in range(WAITING if lines > 1 else WAITING_OF_ONE)
    ]
    await asyncio.sleep(0)
    with pytest.raises(Unavailable):
        await press.sheet(SHEET | {"title": "one too many"}, "0")
    if lines == 1:
        waiting.append(asyncio.create_task(press.sheet(SHEET, "somebody else")))
    made = await asyncio.gather(*waiting)
    assert all(pdf.startswith(b"%PDF") for pdf in made)
    assert await press.sheet(SHEET | {"title": "later"}, "0")
