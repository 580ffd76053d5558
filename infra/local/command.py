"""A program of ours that runs to its end: the first accounts, the demo content."""

from collections.abc import Callable, Mapping

from infra.local.guardian import Guardian
from infra.local.parts import Part, Tier
from infra.local.place import own_environment, python
from infra.local.process import Running, launch


async def begin(
    module: tuple[str, ...],
    environment: Mapping[str, str],
    guardian: Guardian,
    tell: Callable[[str], None],
) -> Running:
    """Starts `python -m module …`; `tell` gets each line that it says, and no log does."""
    name, *arguments = module
    part = Part(
        name=name,
        tier=Tier.PROGRAM,
        command=(python(), "-m", name, *arguments),
        environment=own_environment() | dict(environment),
        is_ready=_at_once,
    )
    return await launch(part, guardian, tell)


async def _at_once() -> bool:
    return True
