"""Markdown to HTML and to plain text: the one place where editors' text is made safe."""

import html
import re
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt

PARSER = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(
    ["table", "strikethrough"]
)
_TAGS = {
    *("p", "br", "hr", "em", "strong", "s", "code", "pre", "blockquote", "a"),
    *("ul", "ol", "li", "h2", "h3", "h4", "h5", "h6"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"https", "http", "mailto", "tel"}
_BLOCK_END = re.compile(r"</(?:p|li|h\d|tr|pre|blockquote)>|<br ?/?>|<hr ?/?>")
_MANY_BREAKS = re.compile(r"\n{3,}")


@lru_cache(maxsize=1024)
def to_html(text: str) -> str:
    """Sanitised HTML. Pictures and raw HTML are left out; a page's only h1 is its title."""
    rendered: str = PARSER.render(text).replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    return nh3.clean(
        rendered,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
    ).strip()


@lru_cache(maxsize=1024)
def to_plain(text: str) -> str:
    """The text alone, a line a block."""
    return plain_of(to_html(text))


def plain_of(sanitised: str) -> str:
    """The text of HTML alone, a line a block."""
    broken = _BLOCK_END.sub("\n", sanitised)
    plain = html.unescape(nh3.clean(broken, tags=set()))
    return _MANY_BREAKS.sub("\n\n", plain).strip()
