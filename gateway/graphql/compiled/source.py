"""Python source as it is put together, and the objects that its names stand for."""

from collections.abc import Callable, Iterable, Mapping
from importlib.abc import InspectLoader
from types import ModuleType
from typing import Any

from gateway.graphql.compiled.odd import Uncovered

_INDENT = "    "
_OPERATION = "operation"


class Source:
    """One function `operation(run, info, given)` with a function inside for each selection.

    Names are made of the schema's, with a number; what a client wrote is in literals alone.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._objects: dict[str, Any] = {}
        self._known: dict[tuple[str, int], str] = {}
        self._numbered = 0

    def name(self, hint: str) -> str:
        """A name that nothing has yet. Raises `Uncovered` where Python takes it as none."""
        self._numbered += 1
        name = f"{hint}_{self._numbered}"
        if not name.isidentifier():
            raise Uncovered(hint)
        return name

    def refer(self, hint: str, value: object) -> str:
        """The name of an object of the program's; the same for the same object."""
        key = (hint, id(value))
        if key not in self._known:
            name = self._known[key] = self.name(hint)
            self._objects[name] = value
        return self._known[key]

    def function(self, head: str, body: Iterable[str]) -> None:
        """`head` is a name with its parameters."""
        self._add([f"def {head}:", *(_INDENT + line for line in body)])

    def assign(self, name: str, value: str) -> None:
        """Has the name stand for the value of an expression."""
        self._add([f"{name} = {value}"])

    def _add(self, lines: Iterable[str]) -> None:
        self._parts.append("".join(f"{_INDENT}{line}\n" for line in lines))

    def text(self, result: str) -> str:
        """The whole; its value is that of the expression `result`."""
        head = f"def {_OPERATION}(run, info, given):\n"
        return head + "\n".join([*self._parts, f"{_INDENT}return {result}\n"])

    def made(self, text: str) -> Callable[..., Any]:
        """The function that the text says."""
        module = ModuleType(_OPERATION)
        vars(module).update(self._objects)
        _FromTexts({_OPERATION: text}).exec_module(module)
        made: Callable[..., Any] = vars(module)[_OPERATION]
        return made


class _FromTexts(InspectLoader):
    """Has Python's import make modules of texts."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def get_source(self, fullname: str) -> str:
        return self._texts[fullname]
