"""The files of a video: how far each is, made anew, stopped."""

import sys

from gateway.pages.wording import PROCESSING, TRACK
from infra.hub.client import Answer, Client
from infra.hub.content import find
from infra.hub.failures import CommandFailed, NotThere
from shared.contracts.content import ContentKind
from shared.contracts.video import TrackKind

FIELDS = {
    TrackKind.AUDIO_DESCRIPTION: "audioDescription",
    TrackKind.SIGN_LANGUAGE: "signLanguage",
}
_STATE = """query($id: ID!) { video(id: $id) {
  processing { state message }
  audioDescription { processing { state message } }
  signLanguage { processing { state message } } } }"""
_ASK = """mutation($id: ID!, $track: TrackKind!) { %s(id: $id, track: $track) {
    video { id } userErrors { field message code } } }"""


async def processing_of(client: Client, video_id: str, track: TrackKind) -> Answer:
    """State and message of one file."""
    video = (await client.ask(_STATE, id=video_id))["video"]
    if video is None:
        raise NotThere("Das Video gibt es nicht mehr.")
    file = video if track is TrackKind.MAIN else video[FIELDS[track]]
    if file is None:
        raise NotThere(f"{TRACK[track]}: Dazu gibt es bei diesem Video keine Datei.")
    found: Answer = file["processing"]
    return found


async def find_video(client: Client, name: str) -> Answer:
    """The video that `name` means."""
    item = await find(client, name)
    if item["kind"] != ContentKind.VIDEO.name:
        raise CommandFailed(f"„{item['title']}“ ist kein Video.")
    return item


async def transcode(client: Client, name: str, track: TrackKind) -> Answer:
    """Asks for a new run; what was finished before is kept."""
    video = await find_video(client, name)
    await client.change(_ASK % "transcodeVideo", id=video["id"], track=track.name)
    return video


async def cancel(client: Client, name: str, track: TrackKind) -> None:
    """Stops the work; says how the file stands then."""
    video = await find_video(client, name)
    await client.change(_ASK % "cancelVideoProcessing", id=video["id"], track=track.name)
    state = (await processing_of(client, video["id"], track))["state"]
    print(f"{TRACK[track]}: {PROCESSING[state]}", file=sys.stderr)
