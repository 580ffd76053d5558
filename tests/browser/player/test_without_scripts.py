"""What is left where no script runs: the browser's own player, captions, files, text."""

from playwright.async_api import Browser, expect

from infra.local.supervisor import Hub


async def test_the_browser_plays_it_with_captions(
    hub: Hub, browser: Browser, film_path: str
) -> None:
    context = await browser.new_context(base_url=hub.url, java_script_enabled=False)
    page = await context.new_page()
    await page.goto(film_path)
    video = page.locator("video[controls]")
    await expect(video).to_be_visible()
    await expect(video.locator('source[type="video/mp4"]')).to_have_count(1)
    await expect(video.locator('track[kind="captions"][default]')).to_have_count(1)
    await expect(video.locator('track[kind="captions"]')).to_have_count(2)
    await expect(page.get_by_role("link", name="Video in Gebärdensprache")).to_be_visible()
    await expect(page.get_by_role("link", name="Text zum Lesen").first).to_be_visible()
    await context.close()
