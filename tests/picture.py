"""A picture, sent as an editor sends it."""

from uuid import uuid4

from tests.consumer import Consumer

BEGIN = """mutation ($bytes: Int!) { beginImage(mimeType: "image/svg+xml", bytes: $bytes) {
  upload { key url } userErrors { code } } }"""
FINISH = """mutation ($key: String!) { finishImage(key: $key, alt: "Ein Kreis") {
  image { key } userErrors { code message } } }"""


async def sent(editor: Consumer) -> str:
    """The key of a new picture, a drawing of 20 × 20."""
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">'
        f"<title>{uuid4()}</title><style>.a{{fill:#008c7e}}</style>"
        '<circle class="a" cx="10" cy="10" r="9"/></svg>'
    )
    data = drawing.encode()
    upload = (await editor.mutate(BEGIN, bytes=len(data)))["upload"]
    assert (await editor.http.put(upload["url"], content=data)).is_success
    kept = await editor.mutate(FINISH, key=upload["key"])
    assert kept["userErrors"] == []
    key: str = kept["image"]["key"]
    return key
