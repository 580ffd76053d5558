"""The hub inside other sites: frames, oEmbed and snippets."""

import json
import re
from base64 import b64encode
from collections.abc import AsyncIterator
from hashlib import sha384
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from uuid import uuid4
from xml.etree.ElementTree import fromstring

import bleach
import httpx
import pytest

import gateway.embed
from infra.local.supervisor import Hub
from tests.conftest import FRAMED_BY
from tests.consumer import WITHDRAW, Consumer
from tests.node import node

ADHOCRACY_TAGS = {"p", "strong", "em", "a", "img", "iframe", "ul", "ol", "li", "h2", "h3", "br"}
ADHOCRACY_ATTRIBUTES = {
    "a": ["href", "target"],
    "img": ["src", "alt", "width", "height"],
    "iframe": ["src", "alt"],
}
"""What the platform's rich-text sanitiser leaves of a project's information and result."""

README = Path(gateway.embed.__file__).parent / "README.md"
READ_AS_A_CMS_DOES = """
import { extract, hasProvider, setProviderList } from "@extractus/oembed-extractor";
const [, hub, page] = process.argv;
const discovered = await extract(page, { maxwidth: 400 });
const host = new URL(hub).host;
const url = `https://${host}/oembed`;
const endpoints = [{ url, schemes: [`https://${host}/experimente/*`] }];
setProviderList([{ provider_name: "Hub", provider_url: `https://${host}`, endpoints }]);
// The list knows https alone; the hub under test has no certificate.
const plain = (address) => fetch(address.replace("https:", "http:"));
const listed = hasProvider(page) && await extract(page, { maxwidth: 400 }, plain);
const gone = await extract(`${hub}/experimente/fort`, {}, plain).catch((error) => error.message);
console.log(JSON.stringify({ discovered, listed, gone }));
"""
RELEASED_COMPONENTS = {
    "hub-embed-1.js": "sha384-ur8F9dqWnWm8sulH+Q0WPZ8P/4YBTBZTlv3HVqAiM2iXIP2CtHsANq4ft1nHnyMZ",
}

Told = dict[str, Any]


@pytest.fixture
async def http(hub: Hub) -> AsyncIterator[httpx.AsyncClient]:
    headers = {"Accept": "text/html"}
    async with httpx.AsyncClient(base_url=hub.url, headers=headers, timeout=30) as http:
        yield http


@pytest.fixture
async def item(editor: Consumer) -> Told:
    return await editor.published(title=f"Ein <Rahmen> & mehr {uuid4().hex[:6]}", summary="Kurz.")


class Tags(HTMLParser):
    """The tags of a text with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


async def test_a_frame_may_be_shown_by_the_citys_pages_alone(
    http: httpx.AsyncClient, item: Told
) -> None:
    page = await http.get(f"/embed/experiment/{item['slug']}")
    assert page.status_code == 200
    policy = page.headers["content-security-policy"]
    assert policy.endswith(f"frame-ancestors 'self' https://www.iserlohn.de {FRAMED_BY}")
    assert "x-frame-options" not in page.headers
    assert "set-cookie" not in page.headers
    assert "<title>Ein &lt;Rahmen&gt; &amp; mehr" in page.text
    assert "frame-ancestors 'none'" in (await http.get("/")).headers["content-security-policy"]


async def test_a_frame_speaks_the_language_that_is_asked_for(
    http: httpx.AsyncClient, item: Told
) -> None:
    address = f"/embed/experiment/{item['slug']}"
    assert "(öffnet ein neues Fenster)" in (await http.get(address)).text
    english = (await http.get(address, params={"lang": "en"})).text
    assert '<html lang="en"' in english
    assert "(opens a new window)" in english
    assert '<html lang="de"' in (await http.get(address, params={"lang": "xx"})).text


async def test_a_removed_item_says_so_in_the_frame(
    editor: Consumer, http: httpx.AsyncClient, item: Told
) -> None:
    await editor.mutate(WITHDRAW, id=item["id"], reason="SAFETY_RECALL")
    gone = await http.get(f"/embed/experiment/{item['slug']}")
    assert gone.status_code == 410
    assert "aus Sicherheitsgründen zurückgerufen" in gone.text
    assert 'class="embed"' in gone.text
    assert (
        "frame-ancestors 'self' https://www.iserlohn.de"
        in (gone.headers["content-security-policy"])
    )


@pytest.mark.parametrize("path", ["experiment/gibt-es-nicht", "podcast/x", "video/..%2f", "guide/"])
async def test_what_is_not_there_is_said_in_the_frame(http: httpx.AsyncClient, path: str) -> None:
    page = await http.get(f"/embed/{path}")
    assert page.status_code in {400, 404}
    assert 'class="embed"' in page.text


async def test_drafts_have_no_frame_not_even_for_editors(
    editor: Consumer, http: httpx.AsyncClient
) -> None:
    draft = await editor.experiment(title="Noch geheim")
    for reader in (http, editor.http):
        page = await reader.get(
            f"/embed/experiment/{draft['slug']}", headers={"Accept": "text/html"}
        )
        assert page.status_code == 404


async def test_a_page_tells_of_oembed_and_it_answers(
    hub: Hub, http: httpx.AsyncClient, item: Told
) -> None:
    page = (await http.get(f"/experimente/{item['slug']}")).text
    links = {
        attributes["type"]: attributes["href"]
        for tag, attributes in Tags(page).found
        if tag == "link" and "oembed" in (attributes.get("type") or "")
    }
    told = (await http.get(links["application/json+oembed"] or "")).json()
    assert (told["version"], told["type"], told["title"]) == ("1.0", "rich", item["title"])
    assert told["provider_url"] == hub.url
    assert (told["width"], told["height"]) == (480, 320)
    ((tag, frame),) = Tags(told["html"]).found
    assert tag == "iframe"
    assert frame["src"] == f"{hub.url}/embed/experiment/{item['slug']}"
    assert frame["title"] == f"Experiment: {item['title']}"
    text = (await http.get(links["text/xml+oembed"] or "")).content
    xml = fromstring(text)  # noqa: S314 - our own answer
    assert {each.tag: each.text for each in xml} == {
        name: str(value) for name, value in told.items()
    }


async def test_a_reader_of_oembed_finds_the_frame(hub: Hub, item: Told) -> None:
    page = f"{hub.url}/experimente/{item['slug']}"
    code = ("--input-type=module", "--eval", READ_AS_A_CMS_DOES)
    status, out, said = await node(*code, hub.url, page)
    assert (status, said) == (0, "")
    read = json.loads(out)
    assert read["discovered"].pop("method") == "auto-discovery"
    assert read["listed"].pop("method") == "provider-api"
    assert read["discovered"] == read["listed"]
    assert (read["listed"]["type"], read["listed"]["title"]) == ("rich", item["title"])
    assert (read["listed"]["width"], read["listed"]["height"]) == (400, 267)
    assert f'src="{hub.url}/embed/experiment/{item["slug"]}"' in read["listed"]["html"]
    assert read["gone"] == "Request failed with error code 404"


@pytest.mark.parametrize(
    ("asked", "size"),
    [
        ({"maxwidth": "400"}, (400, 267)),
        ({"maxheight": "200"}, (300, 200)),
        ({"maxwidth": "10", "maxheight": "10"}, (10, 10)),
        ({"maxwidth": "99999"}, (480, 320)),
        ({"maxwidth": "breit", "maxheight": "-3"}, (480, 320)),
    ],
)
async def test_a_frame_fits_where_it_is_to_go(
    hub: Hub, http: httpx.AsyncClient, item: Told, asked: dict[str, str], size: tuple[int, int]
) -> None:
    address = f"{hub.url}/experimente/{item['slug']}"
    told = (await http.get("/oembed", params={"url": address, **asked})).json()
    assert (told["width"], told["height"]) == size


@pytest.mark.parametrize(
    ("url", "form", "status"),
    [
        ("{hub}/experimente/gibt-es-nicht", "json", 404),
        ("{hub}/experimente", "json", 404),
        ("{hub}/impressum", "json", 404),
        ("https://example.org/experimente/x", "json", 404),
        ("{hub}.example.org/experimente/x", "json", 404),
        ("http://[", "json", 404),
        ("{hub}/experimente/" + "a" * 3000, "json", 404),
        ("{hub}/vorschau/abc/master.m3u8", "json", 401),
        ("{hub}/experimente/x", "yaml", 501),
        ("", "json", 400),
    ],
)
async def test_oembed_says_no_as_its_specification_wants(
    hub: Hub, url: str, form: str, status: int
) -> None:
    asked = {"url": url.format(hub=hub.url), "format": form}
    async with httpx.AsyncClient(base_url=hub.url) as program:
        answer = await program.get("/oembed", params=asked)
    assert answer.status_code == status
    assert answer.json()["detail"]
    assert answer.headers["access-control-allow-origin"] == "*"


async def test_a_withdrawn_item_is_no_longer_offered(
    hub: Hub, editor: Consumer, http: httpx.AsyncClient, item: Told
) -> None:
    await editor.mutate(WITHDRAW, id=item["id"], reason="OTHER")
    asked = {"url": f"{hub.url}/experimente/{item['slug']}"}
    assert (await http.get("/oembed", params=asked)).status_code == 404


def sanitised(text: str) -> str:
    """As the participation platform keeps it."""
    cleaned: str = bleach.clean(text, tags=ADHOCRACY_TAGS, attributes=ADHOCRACY_ATTRIBUTES)
    return cleaned


async def test_the_bare_frame_stays_as_its_operators_are_told(
    http: httpx.AsyncClient, item: Told
) -> None:
    told = re.search('paste `(<iframe src="https://HUB/[^`]*)`', README.read_text())
    assert told is not None
    assert sanitised(told[1]) == told[1]
    address = Tags(told[1]).found[0][1]["src"] or ""
    frame = await http.get(address.removeprefix("https://HUB").replace("SLUG", item["slug"]))
    assert "<title>Ein &lt;Rahmen&gt;" in frame.text
    assert "set-cookie" not in frame.headers


async def snippets_of(http: httpx.AsyncClient, item: Told) -> list[str]:
    """What people copy from the item's page: frame, link card, component."""
    page = (await http.get(f"/experimente/{item['slug']}")).text
    found = re.findall('<pre class="snippet"[^>]*>(.*?)</pre>', page, re.DOTALL)
    return [unescape(text) for text in found]


async def test_the_snippets_survive_the_participation_platform(
    hub: Hub, http: httpx.AsyncClient, item: Told
) -> None:
    snippets = await snippets_of(http, item)
    frame, card, component = (Tags(sanitised(text)).found for text in snippets)
    assert sanitised(snippets[1]) == snippets[1]
    assert frame == [("iframe", {"src": f"{hub.url}/embed/experiment/{item['slug']}"})]
    (link, anchor), (image, attributes) = card
    assert (link, image) == ("a", "img")
    assert anchor == {"href": f"{hub.url}/experimente/{item['slug']}"}
    assert attributes["alt"] == f"Experiment: {item['title']}"
    picture = await http.get(attributes["src"] or "")
    assert picture.headers["content-type"] in {"image/png", "image/jpeg", "image/webp"}
    assert (await http.get(frame[0][1]["src"] or "")).status_code == 200
    assert component == [("a", anchor)]


def integrity(file: httpx.Response) -> str:
    """As W3C's Subresource Integrity writes it."""
    return f"sha384-{b64encode(sha384(file.content).digest()).decode()}"


async def test_the_component_is_one_file_for_all_sites(
    hub: Hub, http: httpx.AsyncClient, item: Told
) -> None:
    (tag, script), (element, named), _ = Tags((await snippets_of(http, item))[2]).found
    assert (tag, element) == ("script", "hub-embed")
    assert named == {"kind": "experiment", "slug": item["slug"]}
    assert script["crossorigin"] == "anonymous"
    file = await http.get(script["src"] or "", headers={"Accept-Encoding": "gzip"})
    assert script["integrity"] == integrity(file)
    assert file.num_bytes_downloaded <= 4096
    assert file.headers["access-control-allow-origin"] == "*"
    assert file.headers["etag"]
    assert file.headers["cache-control"] == "public, max-age=31536000, immutable"


async def test_released_components_stay_as_they_are(http: httpx.AsyncClient) -> None:
    """Others' pages name these hashes: a change goes into a file of the next number."""
    for name, released in RELEASED_COMPONENTS.items():
        assert integrity(await http.get(f"/assets/{name}")) == released
