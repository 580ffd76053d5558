"""The printed sheet: read back from the PDF as a screen reader and a person would."""

from typing import Any
from uuid import uuid4

import pytest

from tests.consumer import UPDATE, WITHDRAW, Consumer
from tests.picture import sent
from tests.sheet import Sheet

SAFETY = [{"hazard": "HEAT", "text": "Nur am Griff anfassen.", "protection": ["GLOVES"]}]


@pytest.fixture(scope="module")
async def item(editor: Consumer) -> dict[str, Any]:
    picture = {"key": await sent(editor), "alt": "Der Kolben steckt im Ständer"}
    return await editor.published(
        title=f"Löten üben {uuid4().hex[:6]}",
        question="Hält die Lötstelle?",
        materials=[{"item": "Lötzinn", "quantity": 0.5, "unit": "m", "costEuro": 1.25}],
        safety=SAFETY,
        supervision="ADULT_PRESENT",
        steps=[
            {"title": "Aufheizen", "text": "Warten, **bis** es piept.", "image": picture},
            {"title": "Löten", "text": "1. Zinn\n2. Kolben weg", "safety": SAFETY},
        ],
    )


DRAFT_VIDEO = """mutation ($title: String!) { createVideo(input: {title: $title}) {
  video { id } userErrors { code } } }"""


async def printed(consumer: Consumer, slug: str, asked: str = "") -> Sheet:
    answer = await consumer.http.get(f"/experimente/{slug}/druck.pdf{asked}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/pdf"
    return Sheet(answer.content)


async def test_it_is_tagged_for_screen_readers(item: dict[str, Any], stranger: Consumer) -> None:
    sheet = await printed(stranger, item["slug"])
    assert sheet.claims_accessibility
    assert sheet.root["/Lang"] == "de"
    assert sheet.root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert f">{item['title']}<" in sheet.metadata
    assert "Der Kolben steckt im Ständer" in sheet.figures()
    assert any(text.startswith("QR-Code") for text in sheet.figures())
    kinds = [str(tag["/S"]) for tag in sheet.tags()]
    assert kinds.count("/H1") >= 4
    assert kinds.count("/H2") == 2
    assert "/TH" in kinds


async def test_safety_and_supervision_are_always_printed(
    item: dict[str, Any], stranger: Consumer
) -> None:
    text = (await printed(stranger, item["slug"])).text
    assert text.count("Nur am Griff anfassen.") == 2  # before the first step, and in its own
    assert text.index("Sicherheit zuerst") < text.index("Aufheizen")
    assert "Eine erwachsene Person muss die ganze Zeit dabei sein." in text
    assert "Handschuhe" in text
    assert "Seite 1 von" in text


async def test_the_code_leads_back_to_the_page(item: dict[str, Any], stranger: Consumer) -> None:
    links = (await printed(stranger, item["slug"])).links()
    assert any(link.endswith(f"/experimente/{item['slug']}") for link in links)


async def test_amounts_are_for_the_groups(item: dict[str, Any], stranger: Consumer) -> None:
    text = (await printed(stranger, item["slug"], "?gruppen=3")).text
    assert "für 3 Gruppen" in text
    assert "1,5 m" in text
    assert "3,75 €" in text


async def test_a_change_is_printed_at_once(editor: Consumer) -> None:
    item = await editor.published(title=f"Neu {uuid4().hex[:6]}")
    await printed(editor, item["slug"])
    payload = await editor.mutate(
        UPDATE, id=item["id"], revision=item["revision"], input={"question": "Und jetzt?"}
    )
    assert payload["userErrors"] == []
    assert "Und jetzt?" in (await printed(editor, item["slug"])).text


async def test_what_editors_alone_may_see_is_not_printed(
    editor: Consumer, stranger: Consumer
) -> None:
    draft = (await editor.mutate(DRAFT_VIDEO, title=f"Geheim {uuid4().hex[:6]}"))["video"]
    steps = [{"title": "Zusehen", "clip": {"videoId": draft["id"], "startSeconds": 1}}]
    item = await editor.published(title=f"Mit Film {uuid4().hex[:6]}", steps=steps)
    for reader in (editor, stranger):
        text = (await printed(reader, item["slug"])).text
        assert "Zusehen" in text
        assert "Geheim" not in text


async def test_drafts_are_not_printed_and_withdrawn_ones_say_so(
    editor: Consumer, stranger: Consumer
) -> None:
    draft = await editor.experiment(title=f"Entwurf {uuid4().hex[:6]}")
    path = f"/experimente/{draft['slug']}/druck.pdf"
    assert (await stranger.http.get(path)).status_code == 404
    await editor.move("publish", draft["id"])
    await editor.mutate(WITHDRAW, id=draft["id"], reason="OUTDATED")
    assert (await stranger.http.get(path)).status_code == 410


HOSTILE = {
    "right to left": "مرحبا بالعالم שלום",
    "emoji": "👩‍🔬🎉 漢字 \u202e verkehrt \u0301\u0301",
    "typst": '#panic("x") $x$ @y <z> \\ ``` *a* #include "/etc/passwd"',
    "long": "W" * 5_000 + " " + "lang " * 2_000,
    "nested": "> " * 60 + "tief\n\n" + "".join(f"{'  ' * n}- Punkt\n" for n in range(40)),
    "table": "| a | b |\n|---|---|\n" + "| x |\n" * 300,
    "html": "<script>alert(1)</script> <img src=x onerror=y> &lt;b&gt; [x](javascript:y)",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
async def test_hostile_text_still_prints(editor: Consumer, text: str) -> None:
    line = " ".join(text.replace("\u202e", "").split())
    item = await editor.published(
        title=f"{line[:140]} {uuid4().hex[:6]}",
        question=line[:200],
        language="ar" if text.startswith("م") else "de",
        hypothesis=text,
        safety=[{"hazard": "OTHER", "text": text}],
        steps=[{"title": line[:200], "text": text, "checklist": [line[:200]]}],
    )
    assert (await printed(editor, item["slug"])).claims_accessibility


async def test_an_item_with_nothing_in_it_prints(stranger: Consumer, editor: Consumer) -> None:
    item = await editor.published(title=f"Leer {uuid4().hex[:6]}")
    assert len((await printed(stranger, item["slug"])).pages) == 1
