"""A draft is watched by an address that a player can keep, and by nobody without it."""

from typing import Any

from gateway.auth.accounts import Accounts
from gateway.auth.credentials import CredentialKind, Credentials
from shared.contracts import jobs
from shared.contracts.caller import Role
from shared.contracts.jobs import TranscodeLanded
from shared.kit.documents import database
from tests.consumer import Consumer
from tests.integration.videos.studio import Studio, head

PREVIEW = """query ($id: ID!) { video(id: $id) { previewUrl playback { hlsUrl } } }"""


async def growing(studio: Studio) -> tuple[dict[str, Any], str]:
    """A draft with two chunks, and the address of its preview."""
    video, run = await studio.started()
    assert (await studio.editor.data(PREVIEW, id=video["id"]))["video"]["previewUrl"] is None
    made = await studio.make(f"{run.prefix}/{'6' * 16}", 2)
    landed = TranscodeLanded(**head(run), duration_seconds=8, playback=made)
    await studio.bus.call(jobs.LANDED, landed)
    found = (await studio.editor.data(PREVIEW, id=video["id"]))["video"]
    assert found["playback"] is None
    return video, found["previewUrl"]


async def test_a_player_needs_the_address_and_nothing_else(studio: Studio) -> None:
    _, master = await growing(studio)
    answer = await studio.stranger.http.get(master)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("application/vnd.apple.mpegurl")
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers.get_list("referrer-policy") == ["no-referrer"]
    (size,) = [line for line in answer.text.splitlines() if line.endswith("360p/index.m3u8")]
    playlist = await studio.stranger.http.get(f"{master.rpartition('/')[0]}/{size}")
    segments = [line for line in playlist.text.splitlines() if not line.startswith("#")]
    assert len(segments) == 2
    assert all(address.startswith(f"{studio.hub.url}/renders/videos/") for address in segments)
    assert [(await studio.stranger.http.get(address)).text for address in segments] == [
        "chunk 0",
        "chunk 1",
    ]
    again = await studio.stranger.http.get(f"{master.rpartition('/')[0]}/{size}")
    assert again.text == playlist.text
    unsigned = segments[0].partition("?")[0]
    assert (await studio.stranger.http.get(unsigned)).status_code == 404


async def test_other_files_are_found_by_a_signed_address(studio: Studio) -> None:
    _, master = await growing(studio)
    folder = master.rpartition("/")[0]
    answer = await studio.stranger.http.get(f"{folder}/360p/init.mp4")
    assert answer.status_code == 302
    assert answer.headers["cache-control"] == "private, no-store"
    assert (await studio.stranger.http.get(answer.headers["location"])).text == "init"


async def test_what_the_run_keeps_for_itself_is_not_shown(studio: Studio) -> None:
    _, master = await growing(studio)
    folder = master.rpartition("/")[0]
    for inner in ("plan.json", "chunks/00000.json", "work/00000.mp4"):
        assert (await studio.stranger.http.get(f"{folder}/{inner}")).status_code == 404, inner
    for wrong in ("..%2F..%2Fx.m3u8", "%25", "missing.m3u8"):
        answer = await studio.stranger.http.get(f"{folder}/{wrong}")
        assert answer.status_code in (400, 404), (wrong, answer.status_code)


async def test_an_address_that_is_not_right_says_so_in_german(studio: Studio) -> None:
    _, master = await growing(studio)
    _, place, token, *rest = master.split("/")
    broken = "/".join(["", place, token[:-6] + "AAAAAA", *rest])
    answer = await studio.stranger.http.get(broken, headers={"Accept": "text/html"})
    assert answer.status_code == 403
    assert "Diese Vorschau ist nicht mehr gültig" in answer.text
    assert answer.headers["cache-control"] == "private, no-store"


async def test_an_account_that_loses_its_rights_loses_its_previews(studio: Studio) -> None:
    video, _ = await growing(studio)
    async with database(studio.hub.mongo_url, "gateway") as documents:
        accounts = Accounts(documents)
        account = await accounts.create("vertretung", "Vertretung", Role.EDITOR, "geheimes Wort")
        token = await Credentials(documents, accounts).give(account, CredentialKind.BEARER)
        async with Consumer.at(studio.hub.url, token) as deputy:
            found = (await deputy.data(PREVIEW, id=video["id"]))["video"]
        master = found["previewUrl"]
        assert (await studio.stranger.http.get(master)).status_code == 200
        for change, status in (({"role": Role.READER.value}, 404), ({"disabled": True}, 403)):
            await documents["accounts"].update_one({"_id": account.id}, {"$set": change})
            answer = await studio.stranger.http.get(master)
            assert answer.status_code == status, change
            assert "vertretung" not in answer.text.casefold()


async def test_strangers_get_no_address(studio: Studio) -> None:
    video, _ = await growing(studio)
    assert (await studio.stranger.data(PREVIEW, id=video["id"]))["video"] is None
