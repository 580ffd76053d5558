"""After the start: the first accounts and the demo content."""

from infra.local.failures import LocalError
from infra.local.keeper import Say
from infra.local.supervisor import Hub


async def first_accounts(hub: Hub) -> list[str]:
    """Makes the demo accounts where there are none; what the gateway has to say of them."""
    said: list[str] = []
    environment = hub.environment("gateway")
    code = await hub.command("gateway.auth.bootstrap", environment=environment, tell=said.append)
    if code:
        raise LocalError("The first accounts could not be made:\n    " + "\n    ".join(said))
    return ["The demo editor's sign-in, shown this once:", *said] if said else []


async def demo_content(hub: Hub, say: Say) -> None:
    """Fills a fresh hub; a hub that was filled once is left alone."""
    marker = hub.data / "seeded"
    if marker.exists():
        return
    say("loading the demo content; you can already look around")
    token = (hub.data / "editor.token").read_text().strip()
    environment = {"HUB_URL": hub.url, "HUB_TOKEN": token, "HUB_DATA_DIR": str(hub.data)}
    code = await hub.command(
        *("infra.hub", "seed"), environment=environment, tell=lambda line: say(f"demo: {line}")
    )
    if code:
        say(f"the demo content is not complete (exit code {code}); the next start tries again")
    else:
        marker.touch()
        say("the demo content is there")
