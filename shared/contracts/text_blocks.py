"""What a text is made of, for programs that draw it themselves."""

from typing import Annotated

from msgspec import Struct

from shared.contracts.words import Choice, doc


class TextBlockKind(Choice):
    """What a block is."""

    HEADING = "heading", "A heading of `level` 2 to 6."
    PARAGRAPH = "paragraph", "A paragraph; with a `listDepth`, a further one of a list's item."
    LIST_ITEM = "list_item", "The beginning of a list's item."
    CODE = "code", "Lines to be shown as they are."
    TABLE_ROW = "table_row", "A row of a table, in `cells`."
    RULE = "rule", "A line between what is before and after."


class TextSpan(Struct, frozen=True, kw_only=True):
    """A stretch of a line that looks alike."""

    text: Annotated[str, doc("Plain text; a line break is a newline.", "ins Freie")]
    strong: Annotated[bool, doc("Whether it is important.")] = False
    emphasis: Annotated[bool, doc("Whether it is stressed.")] = False
    struck: Annotated[bool, doc("Whether it no longer holds.")] = False
    code: Annotated[bool, doc("Whether it is to be shown as it is.")] = False
    href: Annotated[
        str | None,
        doc(
            "Where it leads: https, http, mailto, tel, or a path on this hub; null for no link.",
            "https://www.iserlohn.de",
        ),
    ] = None


class TextCell(Struct, frozen=True, kw_only=True):
    """A cell of a table."""

    spans: Annotated[tuple[TextSpan, ...], doc("What it says.")] = ()


class TextBlock(Struct, frozen=True, kw_only=True):
    """A piece of a text. Blocks come in reading order and hold no others: nesting is a number."""

    kind: Annotated[TextBlockKind, doc("What it is.")]
    level: Annotated[int, doc("Of a heading, from 2, under the item's title; else 0.", 2)] = 0
    list_depth: Annotated[int, doc("How many lists it stands in.", 1)] = 0
    number: Annotated[int | None, doc("Of a numbered list's item; null for others.", 3)] = None
    quote_depth: Annotated[int, doc("How many quotations it stands in.", 0)] = 0
    header: Annotated[bool, doc("Whether a table's row names its columns.")] = False
    spans: Annotated[tuple[TextSpan, ...], doc("What it says; of a table see `cells`.")] = ()
    cells: Annotated[tuple[TextCell, ...], doc("The cells of a table's row.")] = ()
