"""Who may ask how much: each document is looked at before anything of it is carried out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLError

from gateway.auth.keys import ApiKey, Scope
from gateway.auth.throttle import TooManyAttempts
from gateway.graphql.buckets import Buckets
from gateway.graphql.document import Document
from gateway.graphql.document_cache import Documents
from gateway.graphql.limits import GraphqlLimits
from gateway.graphql.measure import Measure, Variables
from shared.contracts.caller import Caller
from shared.contracts.errors import Invalid

REFUSED = 100
"""What a document costs that is not carried out: it was read all the same."""

_TOO_DEEP = "Zu tief verschachtelt."
_WHICH = "Es ist nicht klar, welche Abfrage gemeint ist. Bitte nennen Sie operationName."


@dataclass(frozen=True, slots=True)
class Budget:
    """What one who asks may ask for: `factor` times the limits at once, and a bucket over time."""

    limits: GraphqlLimits
    factor: int
    buckets: Buckets
    key: str

    @property
    def most_tokens(self) -> int:
        return self.limits.graphql_tokens * self.factor

    @property
    def most_cost(self) -> int:
        return self.limits.graphql_cost * self.factor

    def spend(self, cost: int) -> None:
        """Takes it from the bucket, or raises `TooManyAttempts`."""
        if not self.take(cost):
            seconds = self.buckets.wait(self.key, cost)
            raise TooManyAttempts(
                f"Das war in kurzer Zeit zu viel. Bitte warten Sie {seconds} Sekunden.",
                retry_after=seconds,
            )

    def take(self, cost: int) -> bool:
        """Takes it from the bucket, where there is so much."""
        if self.buckets.wait(self.key, cost):
            return False
        self.buckets.spend(self.key, cost)
        return True

    def excesses(self, measure: Measure) -> Iterator[str]:
        """What is too much at once, each in a sentence."""
        limits, factor = self.limits, self.factor
        counted = (
            ("Felder auf oberster Ebene", measure.roots, limits.graphql_root_fields * factor),
            ("Ebenen", measure.depth, limits.graphql_depth),
            ("Aliasse", measure.aliases, limits.graphql_aliases * factor),
            ("Direktiven", measure.directives, limits.graphql_directives * factor),
            ("Kosten", measure.cost, self.most_cost),
        )
        for name, found, most in counted:
            if found > most:
                yield f"{name}: {_short(found)} statt höchstens {most}."


class Desk:
    """Hands out budgets: one kind for addresses, one for keys, one for people."""

    def __init__(self, limits: GraphqlLimits) -> None:
        self.limits = limits
        factors = (1, limits.graphql_key_factor, limits.graphql_person_factor)
        self._strangers, self._keys, self._people = (
            Buckets(limits.graphql_bucket * factor, limits.graphql_refill * factor)
            for factor in factors
        )

    def budget(self, caller: Caller | None, key: ApiKey | None, address: str) -> Budget:
        """Of a person, else of a key, else of an address."""
        if caller is not None:
            factor = self.limits.graphql_person_factor
            return Budget(self.limits, factor, self._people, caller.id)
        if key is not None and key.may(Scope.READ):
            return Budget(self.limits, 1, self._keys, key.id)
        return Budget(self.limits, 1, self._strangers, address)


@dataclass(frozen=True, slots=True)
class Admitted:
    """A document that may be carried out, and what it costs."""

    document: Document
    cost: int


def admit(
    documents: Documents, budget: Budget, text: str, name: str | None, variables: Variables
) -> Admitted:
    """The document, paid for. Raises `TooManyAttempts`, or `Refused` with all that is wrong."""
    budget.spend(1)
    try:
        found = _looked_at(documents, budget, text, name, variables)
    except Refused:
        budget.buckets.spend(budget.key, REFUSED)
        raise
    budget.spend(found.cost)
    return found


class Refused(Exception):
    """The document is not carried out; `cost` is what it would have cost, where that is known."""

    def __init__(self, errors: list[GraphQLError], cost: int | None = None) -> None:
        super().__init__(errors[0].message)
        self.errors = errors
        self.cost = cost


def _looked_at(
    documents: Documents, budget: Budget, text: str, name: str | None, variables: Variables
) -> Admitted:
    document = _parsed(documents, budget, text)
    if document.operation(name) is None:
        raise Refused([GraphQLError(_WHICH)])
    try:
        measure = document.measure(name, variables)
    except RecursionError:
        raise Refused([GraphQLError(_TOO_DEEP)]) from None
    if excesses := list(budget.excesses(measure)):
        raise Refused([GraphQLError(f"Zu viel auf einmal. {' '.join(excesses)}")], measure.cost)
    if measure.page > budget.limits.graphql_page:
        raise Refused([_page(budget.limits.graphql_page)], measure.cost)
    if errors := documents.faults(document):
        raise Refused(errors)
    return Admitted(document, measure.cost)


def _parsed(documents: Documents, budget: Budget, text: str) -> Document:
    try:
        document = documents.parsed(text, budget.most_tokens)
    except GraphQLError as error:
        raise Refused([error]) from None
    if document.tokens > budget.most_tokens:  # known, since somebody who may do more has asked it
        raise Refused([GraphQLError(f"Mehr als {budget.most_tokens} Wörter und Zeichen.")])
    return document


def _page(most: int) -> GraphQLError:
    cause = Invalid(f"Höchstens {most} auf einmal.", field="first")
    return GraphQLError(cause.message, original_error=cause)


def _short(number: int) -> str:
    """Not of any length that somebody makes it."""
    return str(number) if number < 10**9 else "mehr als eine Milliarde"


def reported(cost: int | None, budget: Budget) -> dict[str, Any]:
    """What an answer tells of its cost, in `extensions`."""
    return {} if cost is None else {"cost": {"requested": cost, "maximum": budget.most_cost}}
