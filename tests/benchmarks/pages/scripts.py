"""How much JavaScript a page fetches before its visitor does anything."""

from playwright.async_api import Browser


async def script_bytes(browser: Browser, url: str) -> int:
    """Bytes of all scripts as they come over the wire, compressed."""
    context = await browser.new_context()
    page = await context.new_page()
    session = await context.new_cdp_session(page)
    await session.send("Network.enable")
    scripts: set[str] = set()
    sizes: dict[str, int] = {}

    def answered(event: dict[str, object]) -> None:
        if event["type"] == "Script":
            scripts.add(str(event["requestId"]))

    def finished(event: dict[str, object]) -> None:
        sizes[str(event["requestId"])] = int(str(event["encodedDataLength"]).split(".")[0])

    session.on("Network.responseReceived", answered)
    session.on("Network.loadingFinished", finished)
    await page.goto(url, wait_until="networkidle")
    await context.close()
    return sum(sizes.get(each, 0) for each in scripts)
