"""What a page says by its scripts, in which language, and what of it is German still."""

import json
from pathlib import Path
from typing import Any

from playwright.async_api import Page

import gateway

ENGLISH: dict[str, Any] = json.loads(
    (Path(gateway.__file__).parent / "web/src/messages/en.json").read_text()
)
GERMAN = {german for german, english in ENGLISH.items() if german not in (english, *english)}
_SAID = """() => {
  const said = [];
  const note = (text, language) => { if (text?.trim()) said.push([text.trim(), language]); };
  const read = (root, language) => {
    for (const node of root.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) note(node.data, language);
      if (!(node instanceof Element) || node.matches("script, style")) continue;
      const own = node.getAttribute("lang") ?? language;
      for (const name of ["aria-label", "title", "placeholder"]) note(node.getAttribute(name), own);
      read(node, own);
      if (node.shadowRoot !== null) read(node.shadowRoot, own);
    }
  };
  read(document, "");
  return said;
}"""


async def said(page: Page) -> list[tuple[str, str]]:
    """Each text and label, also in shadow roots, with the language that it is marked with."""
    return [(text, language) for text, language in await page.evaluate(_SAID)]


async def still_german(page: Page) -> set[str]:
    """Texts of the browser's code that are not in English; what is marked as German may be."""
    return {text for text, language in await said(page) if text in GERMAN and language != "de"}
