"""A consumer of the hub's GraphQL endpoint, as another program would be one."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Self

import httpx

CREATE = """
mutation ($input: ExperimentInput!, $key: String) {
  createExperiment(input: $input, key: $key) {
    experiment { id slug revision status title } userErrors { field message code } } }
"""
UPDATE = """
mutation ($id: ID!, $revision: Int!, $input: ExperimentInput!) {
  updateExperiment(id: $id, revision: $revision, input: $input) {
    experiment { id slug title revision } userErrors { field message code } } }
"""
MOVE = """
mutation ($id: ID!) { %s(id: $id) {
  content { id slug revision status title } userErrors { field message code } } }
"""
WITHDRAW = """
mutation ($id: ID!, $reason: WithdrawalReason!) { withdraw(id: $id, reason: $reason) {
  content { id status revision } userErrors { field message code } } }
"""


@dataclass(frozen=True, slots=True)
class Consumer:
    """Speaks GraphQL over HTTP; `http` is there for everything else."""

    http: httpx.AsyncClient

    @classmethod
    @asynccontextmanager
    async def at(cls, url: str, token: str | None = None) -> AsyncIterator[Self]:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        async with httpx.AsyncClient(base_url=url, headers=headers, timeout=30) as http:
            yield cls(http)

    async def ask(self, document: str, **variables: Any) -> dict[str, Any]:
        """The whole answer: data and errors."""
        body = {"query": document, "variables": variables}
        answer: dict[str, Any] = (await self.http.post("/graphql", json=body)).json()
        return answer

    async def data(self, document: str, **variables: Any) -> dict[str, Any]:
        """The data of an answer without errors."""
        answer = await self.ask(document, **variables)
        assert "errors" not in answer, answer["errors"]
        data: dict[str, Any] = answer["data"]
        return data

    async def mutate(self, document: str, **variables: Any) -> dict[str, Any]:
        """The payload of the only mutation in the document."""
        (payload,) = (await self.data(document, **variables)).values()
        result: dict[str, Any] = payload
        return result

    async def experiment(self, **fields: Any) -> dict[str, Any]:
        """A new draft."""
        payload = await self.mutate(CREATE, input={"question": "Wie?", **fields})
        assert payload["userErrors"] == []
        made: dict[str, Any] = payload["experiment"]
        return made

    async def move(self, step: str, item_id: str) -> dict[str, Any]:
        """The payload of `publish`, `submitForReview`, `sendBack` or `archive`."""
        return await self.mutate(MOVE % step, id=item_id)

    async def published(self, **fields: Any) -> dict[str, Any]:
        """A new experiment that everybody sees."""
        draft = await self.experiment(**fields)
        payload = await self.move("publish", draft["id"])
        assert payload["userErrors"] == []
        made: dict[str, Any] = payload["content"]
        return made
