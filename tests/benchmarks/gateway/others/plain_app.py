"""The schema of the list query over items in memory: the least that Strawberry can do."""

import json
import os
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any, Self

import strawberry

Message = MutableMapping[str, Any]
Application = Callable[
    [Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]],
    Awaitable[None],
]


@strawberry.type
class Licence:
    code: str
    url: str


@strawberry.type
class Attribution:
    text: str


@strawberry.type
class Step:
    title: str
    text: str


@strawberry.type
class Experiment:
    id: strawberry.ID
    slug: str
    title: str
    summary: str
    language: str
    canonical_url: str
    licence: Licence
    attribution: Attribution
    steps: list[Step]

    @classmethod
    def of(cls, item: dict[str, Any]) -> Self:
        return cls(
            id=item["id"],
            slug=item["slug"],
            title=item["title"],
            summary=item["summary"],
            language=item["language"],
            canonical_url=item["canonicalUrl"],
            licence=Licence(**item["licence"]),
            attribution=Attribution(**item["attribution"]),
            steps=[Step(**step) for step in item["steps"]],
        )


@strawberry.type
class PageInfo:
    has_next_page: bool
    end_cursor: str | None


@strawberry.type
class ExperimentConnection:
    nodes: list[Experiment]
    total_count: int
    page_info: PageInfo


def from_environment() -> Application:
    """The application over the items in `ITEMS_FILE`."""
    items = [Experiment.of(item) for item in json.loads(Path(os.environ["ITEMS_FILE"]).read_text())]

    @strawberry.type
    class Query:
        @strawberry.field
        def experiments(self, first: int = 20) -> ExperimentConnection:
            nodes = items[:first]
            info = PageInfo(has_next_page=first < len(items), end_cursor=nodes[-1].id)
            return ExperimentConnection(nodes=nodes, total_count=len(items), page_info=info)

    return _application(strawberry.Schema(Query))


def _application(schema: strawberry.Schema) -> Application:
    async def answer(
        scope: Message,
        receive: Callable[[], Awaitable[Message]],
        send: Callable[[Message], Awaitable[None]],
    ) -> None:
        if scope["type"] != "http":
            return
        body, more = b"", True
        while more:
            message = await receive()
            body, more = body + message.get("body", b""), message.get("more_body", False)
        result = await schema.execute(json.loads(body or b'{"query": "{ __typename }"}')["query"])
        said = json.dumps({"data": result.data}).encode()
        length = (b"content-length", str(len(said)).encode())
        await send({"type": "http.response.start", "status": 200, "headers": [length]})
        await send({"type": "http.response.body", "body": said})

    return answer
