"""The pages' scripts come over the wire as small as the build could make them."""

import pytest

from tests.consumer import Consumer


@pytest.mark.parametrize("encoding", ["br", "gzip"])
async def test_the_edge_sends_what_the_build_compressed(stranger: Consumer, encoding: str) -> None:
    page = (await stranger.http.get("/", headers={"Accept": "text/html"})).text
    script = page.split('<script type="module" src="', 1)[1].split('"', 1)[0]
    answer = await stranger.http.get(script, headers={"Accept-Encoding": encoding})
    assert answer.headers["content-encoding"] == encoding
    assert answer.headers["vary"] == "Accept-Encoding"
    assert "immutable" in answer.headers["cache-control"]
    plain = await stranger.http.get(script, headers={"Accept-Encoding": "identity"})
    assert int(answer.headers["content-length"]) < int(plain.headers["content-length"]) / 2
