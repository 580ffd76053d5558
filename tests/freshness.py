"""A consumer who looks, after each of its mutations, whether strangers read what is true now."""

import re
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from gateway.graphql.ids import decode
from shared.contracts.errors import Invalid
from tests.consumer import Consumer

_HEAD = "id slug title revision status path related { id title } translations { title }"
_SHOWN = f"""... on Content {{ {_HEAD} }} ... on Experiment {{ steps {{ title }} }}
  ... on Video {{ playback {{ hlsUrl }} captions {{ language label text }} transcriptText
    signLanguage {{ playback {{ hlsUrl }} }} }}"""
LISTS = f"""{{ experiments(first: 5) {{ totalCount nodes {{ {_HEAD} }} }}
  guides(first: 5) {{ totalCount nodes {{ {_HEAD} }} }}
  videos(first: 5) {{ totalCount edges {{ cursor node {{ {_HEAD} }} }} }} }}"""
ITEM = f"""query ($id: ID!) {{ node(id: $id) {{ {_SHOWN} }} nodes(ids: [$id]) {{ id ... on Content
  {{ title }} }} }}"""
REMADE = """query ($id: ID!) { node(id: $id) {
  ... on Experiment { remakeCount workedCount remakes { totalCount } } } }"""
BY_SLUG = f"""query ($slug: String!, $kind: ContentKind!) {{ %s(slug: $slug) {{ {_HEAD} }}
  withdrawal(kind: $kind, slug: $slug) {{ reason }} }}"""
SLUG = "query ($id: ID!) { node(id: $id) { ... on Content { slug } } }"
_FIELD = re.compile(r"mutation[^{]*\{\s*(\w+)")

TRIED = {
    "content": {
        *("createExperiment", "updateExperiment", "createGuide", "updateGuide", "submitForReview"),
        *("sendBack", "publish", "archive", "withdraw", "rebuildLog", "beginImage", "finishImage"),
    },
    "remakes": {
        *("beginRemakePhoto", "submitRemake", "approveRemake", "rejectRemake", "deleteRemake"),
    },
    "films": {
        *("createVideo", "updateVideo", "beginVideoUpload", "videoUploadParts", "withdraw"),
        *("completeVideoUpload", "transcodeVideo", "cancelVideoProcessing", "removeVideoTrack"),
        *("publish", "setCaption", "reviewCaption", "removeCaption", "writeCaptions"),
        "cancelCaptions",
    },
    "reuse": {
        *("followHub", "changeFollowedHub", "unfollowHub"),
        *("adoptItem", "refuseItem", "overlayItem"),
    },
}
"""The mutations after which a test looks, by the test."""


@dataclass(frozen=True, slots=True)
class Watched(Consumer):
    """As `http` says who it is; `seen` are the mutations so far, `item` one that is looked at
    each time. `settles`: other programs change by themselves what strangers see, so that two
    readings may differ for a moment.
    """

    stranger: Consumer
    item: str | None = None
    settles: bool = False
    seen: set[str] = field(default_factory=set)

    async def mutate(self, document: str, **variables: Any) -> dict[str, Any]:
        """The payload, once strangers have been asked before and directly after it."""
        reads = await self._reads(variables.get("id"))
        for text, given in reads * 2:  # a text that is asked for the first time is not kept
            await self.stranger.ask(text, **given)
        payload = await Consumer.mutate(self, document, **variables)
        assert not payload["userErrors"]
        self.seen.update(_FIELD.findall(document))
        for text, given in reads:
            await self._compare(text, given)
        return payload

    async def _reads(self, given_id: str | None) -> list[tuple[str, dict[str, Any]]]:
        """Lists; of an item, all ways to it."""
        reads: list[tuple[str, dict[str, Any]]] = [(LISTS, {})]
        for item_id in {each for each in (given_id, self.item) if each and _is_item(each)}:
            reads += [(text, {"id": item_id}) for text in (ITEM, REMADE)]
            if node := (await self.data(SLUG, id=item_id))["node"]:
                kind = decode(item_id)[0]
                reads.append((BY_SLUG % kind.value, {"slug": node["slug"], "kind": kind.name}))
        return reads

    async def _compare(self, text: str, given: dict[str, Any]) -> None:
        for _ in range(20 if self.settles else 1):
            kept = await self.stranger.ask(text, **given)
            anew = await self.stranger.ask(f"{text} # {uuid4().hex}", **given)
            if kept == anew:
                return
        assert kept == anew


def _is_item(global_id: str) -> bool:
    """Reports and followed hubs have ids, too."""
    try:
        decode(global_id)
    except Invalid:
        return False
    return True
