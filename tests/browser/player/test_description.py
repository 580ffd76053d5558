"""The audio description is another sound, heard at the same place."""

from playwright.async_api import expect

from tests.browser.player.cinema import DESCRIBED_TONE, TONE
from tests.browser.player.seat import Seat

PITCH = """async () => {
  const video = document.querySelector("video");
  const sound = new AudioContext();
  const listener = new AnalyserNode(sound, { fftSize: 8192 });
  sound.createMediaStreamSource(video.captureStream()).connect(listener);
  await sound.resume();
  await new Promise((done) => setTimeout(done, 1200));
  const levels = new Float32Array(listener.frequencyBinCount);
  listener.getFloatFrequencyData(levels);
  const loudest = Math.max(...levels);
  await sound.close();
  return loudest > -90 ? (levels.indexOf(loudest) * sound.sampleRate) / listener.fftSize : 0;
}"""


async def heard(seat: Seat, hertz: int) -> None:
    """Waits until the loudest tone is that one, to the width of a few bins."""
    for _ in range(8):
        pitch = await seat.see(PITCH)
        if abs(pitch - hertz) < 20:
            return
    raise AssertionError(f"{pitch} Hz are heard instead of {hertz}")


async def test_the_switch_changes_what_is_heard_and_keeps_the_place(seat: Seat) -> None:
    await seat.play()
    await heard(seat, TONE)
    before = await seat.at()
    await seat.switch("Audiodeskription").click()
    await expect(seat.switch("Audiodeskription")).to_have_attribute("aria-checked", "true")
    assert 0 <= await seat.at() - before < 2
    await heard(seat, DESCRIBED_TONE)
    await seat.switch("Audiodeskription").click()
    await heard(seat, TONE)


async def test_it_can_be_chosen_before_the_film_begins(seat: Seat) -> None:
    await seat.switch("Audiodeskription").click()
    await seat.play()
    await heard(seat, DESCRIBED_TONE)
