"""Editors' text becomes HTML that does nothing but say and show it."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.markdown import to_html, to_plain

ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe src=https://evil.example></iframe>",
    "<style>@import 'https://evil.example'</style>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](data:image/svg+xml;base64,PHN2Zz4=)",
    "[x](file:///etc/passwd)",
    '[x](https://a.example "\\" onmouseover=alert(1)")',
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    "![x](https://evil.example/pixel.gif)",
    "![x](javascript:alert(1))",
    "```<script>\nalert(1)\n```",
    "`<img src=x onerror=alert(1)>`",
    "| <script> |\n| --- |\n| <b onclick=alert(1)> |",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src onerror=alert(1)>'>",
    "<!-- --><script>alert(1)</script>",
    "<form action=https://evil.example><input name=password></form>",
    "<details open ontoggle=alert(1)>",
)
TAGS = {
    *("p", "br", "hr", "em", "strong", "s", "code", "pre", "blockquote", "a", "ul", "ol", "li"),
    *("h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"a": {"href", "title", "rel"}, "ol": {"start"}}


class Faults(HTMLParser):
    """What a browser would find in the HTML that must not be there."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.found.append(tag)
        for name, value in attrs:
            if name not in ATTRIBUTES.get(tag, ()):
                self.found.append(f"{tag} {name}")
            if name == "href" and urlsplit(value or "").scheme not in {
                *("", "https", "http", "mailto", "tel"),
            }:
                self.found.append(f"{tag} {value}")

    def handle_comment(self, data: str) -> None:
        self.found.append(f"comment {data}")


@pytest.mark.parametrize("text", ATTACKS)
def test_nothing_active_is_left(text: str) -> None:
    for placed in (text, f"- {text}", f"> {text}", f"Vorher\n\n{text}\n\nNachher"):
        assert Faults(to_html(placed)).found == []


@given(st.lists(st.sampled_from([*ATTACKS, "*", "`", "[", "](", ")", "\n", "<", ">", '"', "&"])))
def test_nothing_active_is_left_of_mixtures(parts: list[str]) -> None:
    assert Faults(to_html("".join(parts))).found == []


def test_the_faults_are_found_where_there_are_any() -> None:
    assert Faults("<img src=x onerror=y><a href='javascript:x'>").found == [
        "img",
        "img src",
        "img onerror",
        "a javascript:x",
    ]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# Ziel", "<h2>Ziel</h2>"),
        ("Ziel\n====", "<h2>Ziel</h2>"),
        ("## Weg", "<h2>Weg</h2>"),
        ("###### Fein", "<h6>Fein</h6>"),
        ("**wichtig** und ~~falsch~~", "<p><strong>wichtig</strong> und <s>falsch</s></p>"),
        ("3. drei\n4. vier", '<ol start="3">\n<li>drei</li>\n<li>vier</li>\n</ol>'),
        ("zwei  \nZeilen", "<p>zwei<br>\nZeilen</p>"),
        ("`a < b`", "<p><code>a &lt; b</code></p>"),
        ("`<h1>`", "<p><code>&lt;h1&gt;</code></p>"),
        ("https://iserlohn.de", "<p>https://iserlohn.de</p>"),
        (
            "[Stadt](https://iserlohn.de)",
            '<p><a href="https://iserlohn.de" rel="noopener noreferrer">Stadt</a></p>',
        ),
        (
            "[Labor](/labor)",
            '<p><a href="/labor" rel="noopener noreferrer">Labor</a></p>',
        ),
        ("", ""),
    ],
)
def test_commonmark_is_rendered(text: str, html: str) -> None:
    assert to_html(text) == html


def test_tables_are_rendered() -> None:
    html = to_html("| Ort | dB |\n| --- | ---: |\n| Schule | 62 |")
    assert "<th>Ort</th>" in html
    assert "<td>62</td>" in html
    assert "style" not in html


@pytest.mark.parametrize("scheme", ["https://a.example", "mailto:a@b.example", "tel:+492371"])
def test_links_people_need_stay(scheme: str) -> None:
    assert f'href="{scheme}"' in to_html(f"[x]({scheme})")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("# Ziel\n\nEin **Wort** & `Code`.", "Ziel\n\nEin Wort & Code."),
        ("- eins\n- zwei", "eins\n\nzwei"),
        ("[Stadt](https://iserlohn.de) & mehr", "Stadt & mehr"),
        ("5 < 6 > 4", "5 < 6 > 4"),
        ("  ", ""),
    ],
)
def test_plain_text_has_a_line_a_block(text: str, plain: str) -> None:
    assert to_plain(text) == plain


def test_plain_text_keeps_words_apart() -> None:
    assert to_plain("| Ort | dB |\n|---|---|\n| Schule | 62 |").split() == [
        *("Ort", "dB", "Schule", "62")
    ]
    assert to_plain("eins\n\n\n\n\nzwei").count("\n") == 2
