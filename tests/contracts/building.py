"""Values of any contract, made from what msgspec knows of its type."""

import re
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from hypothesis import strategies as st
from msgspec import inspect

from shared.contracts.words import PLAIN, PROSE

_TEXT = st.characters(codec="utf-8")
_FREE = (PLAIN, PROSE)
"""Patterns that each character keeps by itself."""

_LONGEST = 12
_LONGEST_FIXED = 100
_MOST = 2
_INT64 = 2**63 - 1


MOMENTS = st.integers(0, 7_258_118_400_000).map(
    lambda milliseconds: datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=milliseconds)
)
"""Until 2200 in UTC, to the millisecond, as the database keeps them."""


def _texts(kind: inspect.StrType) -> st.SearchStrategy[str]:
    characters = _TEXT
    if kind.pattern in _FREE:
        characters = _TEXT.filter(re.compile(kind.pattern).match)
    elif kind.pattern:
        return _matching(kind.pattern, kind.max_length or _LONGEST_FIXED)
    longest = min(kind.max_length or _LONGEST, _LONGEST)
    return st.text(characters, min_size=kind.min_length or 0, max_size=longest)


@cache
def _matching(pattern: str, longest: int) -> st.SearchStrategy[str]:
    whole = st.from_regex(pattern, fullmatch=True, alphabet=st.characters(max_codepoint=126))
    return whole.filter(lambda text: len(text) <= longest)


def values(kind: inspect.Type) -> st.SearchStrategy[Any]:
    """What the type allows; texts and tuples are kept short."""
    match kind:
        case inspect.Metadata():
            return values(kind.type)
        case inspect.StrType():
            return _texts(kind)
        case inspect.UnionType():
            return st.one_of([values(each) for each in kind.types])
        case inspect.VarTupleType():
            return st.lists(values(kind.item_type), max_size=_MOST).map(tuple)
        case inspect.StructType():
            return st.deferred(lambda: structs(kind))
        case _:
            return _scalars(kind)


def _scalars(kind: inspect.Type) -> st.SearchStrategy[Any]:
    match kind:
        case inspect.IntType():
            low, high = kind.ge, kind.le
            return st.integers(-_INT64 if low is None else low, _INT64 if high is None else high)
        case inspect.FloatType():
            least, above = (kind.ge, False) if kind.gt is None else (kind.gt, True)
            return st.floats(
                least, kind.le, exclude_min=above, allow_nan=False, allow_infinity=False
            )
        case inspect.EnumType():
            return st.sampled_from(list(kind.cls))
        case inspect.BoolType():
            return st.booleans()
        case inspect.DateTimeType():
            return MOMENTS
        case inspect.NoneType():
            return st.none()
    raise NotImplementedError(kind)


def structs(kind: inspect.StructType) -> st.SearchStrategy[Any]:
    """Structs with every field set."""
    fields = {field.name: values(field.type) for field in kind.fields}
    return st.fixed_dictionaries(fields).map(lambda given: kind.cls(**given))


def struct_type(struct: type) -> inspect.StructType:
    """What msgspec knows of a Struct."""
    found = inspect.type_info(struct)
    assert isinstance(found, inspect.StructType)
    return found
