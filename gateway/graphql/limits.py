"""What strangers, keys and signed-in people may ask of GraphQL: the settings and their defaults."""

from typing import Annotated

from msgspec import Meta

from shared.kit.settings import Duration, Settings

Count = Annotated[int, Meta(ge=1)]
Origins = Annotated[str, Meta(pattern=r"^(https?://[A-Za-z0-9.:*\[\]-]+ ?)*\Z")]
"""With spaces between."""


class GraphqlLimits(Settings, frozen=True, kw_only=True):
    """Of one request by a stranger: the bytes of its body, the seconds to send it, and what its
    document may hold, with fragments opened (introspection has a rule of its own).

    `graphql_page` is the most that one list gives; `graphql_cost` the most that one operation
    may cost. Over time an address may spend `graphql_refill` a second, after a rest up to
    `graphql_bucket`; a key has `graphql_key_factor` times as much. Whoever is signed in may do
    `graphql_person_factor` times as much of all that is counted.

    Reading ends after `graphql_execution_seconds`, a call of a service after
    `graphql_call_seconds`; what is known by then is answered.

    A stream (WebSocket, server-sent events) may come from our own pages and those at
    `graphql_origins`; it has `graphql_init_seconds` to begin, carries `graphql_subscriptions`
    at a time, and is cut off when a message is not taken for `graphql_send_seconds`. One address
    has `graphql_streams` at a time, all together `graphql_all_streams`.

    Public answers are kept in `graphql_kept_bytes` of memory, for `graphql_kept_seconds` without
    being asked for anew, and `graphql_stale_seconds` where a service is away. Caches on the way
    to the reader may answer by themselves for `graphql_shared_seconds`: they hear of no change.
    Whoever may register documents has `graphql_documents` of them.
    """

    graphql_body_bytes: Count = 32 * 1024
    graphql_body_seconds: Duration = 10
    graphql_tokens: Count = 1_000
    graphql_depth: Count = 10
    graphql_aliases: Count = 15
    graphql_directives: Count = 10
    graphql_root_fields: Count = 5
    graphql_page: Annotated[int, Meta(ge=1, le=100)] = 100
    graphql_cost: Count = 5_000
    graphql_bucket: Count = 50_000
    graphql_refill: Count = 5_000
    graphql_key_factor: Count = 10
    graphql_person_factor: Count = 10
    graphql_execution_seconds: Duration = 5
    graphql_call_seconds: Duration = 2
    graphql_origins: Origins = ""
    graphql_init_seconds: Duration = 10
    graphql_subscriptions: Count = 20
    graphql_send_seconds: Duration = 10
    graphql_streams: Count = 20
    graphql_all_streams: Count = 500
    graphql_kept_bytes: Count = 32 * 1024 * 1024
    graphql_kept_seconds: Duration = 60
    graphql_stale_seconds: Duration = 600
    graphql_shared_seconds: Annotated[int, Meta(ge=0, le=3600)] = 0
    graphql_documents: Count = 500
