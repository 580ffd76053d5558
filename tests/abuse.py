"""GraphQL queries that are known to bring servers down, each below the limit of a body."""

from collections.abc import Mapping


def _nested(opening: str, inside: str, times: int) -> str:
    return opening * times + inside + " }" * times


_EXPERIMENT = '{ experiment(slug: "a") { '
_BOMB = " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(90))

QUERIES: Mapping[str, str] = {
    "1000 aliases": "{ " + " ".join(f"a{n}: fields {{ slug }}" for n in range(1_000)) + " }",
    "150 aliases": "{ " + " ".join(f"a{n}: fields {{ slug }}" for n in range(150)) + " }",
    "directives": "{ fields " + "@include(if: true) " * 140 + "{ slug } }",
    "fragment bomb": "{ ...F0 } " + _BOMB + " fragment F90 on Query { me { id } }",
    "circular fragments": "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
    "deep": "{ " + _nested("a { ", "b", 2_000) + " }",
    "deep within the tokens": _EXPERIMENT + _nested("related { ", "title", 150) + " } }",
    "huge page": "{ experiments(first: 1000000) { nodes { title } } }",
    "lists in lists": "{ experiments(first: 100) { nodes {"
    + _nested(" related { ", "title", 3)
    + " } } }",
    "repeated fields": _EXPERIMENT + "title " * 900 + "} }",
    "repeated objects": _EXPERIMENT + "licence { code } " * 240 + "} }",
    "unknown fields": _EXPERIMENT + " ".join(f"zzz{n}" for n in range(900)) + " } }",
    "unknown types": f"query({' '.join(f'$a{n}: T{n}' for n in range(200))}) {{ me {{ id }} }}",
    "introspection in itself": "{ __schema { types { fields { type { fields { type { fields "
    "{ name } } } } } } } }",
    "introspection many times": "{ "
    + " ".join(f"a{n}: __schema {{ types {{ name }} }}" for n in range(5))
    + " }",
    "values in values": "{ search(query: " + "[" * 480 + "]" * 480 + ") { totalCount } }",
    "a long number": "{ experiments(first: " + "9" * 30_000 + ") { totalCount } }",
    "comments": "#\n" * 8_000 + "{ me { id } }",
    "operations": " ".join(f"query Q{n} {{ me {{ id }} }}" for n in range(120)),
}
