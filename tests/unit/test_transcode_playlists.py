"""What is playable by now, and the playlists that say so."""

from itertools import pairwise
from math import ceil

import pytest

from services.transcoder.assemble import assembled, until
from services.transcoder.boxes import Fragment
from services.transcoder.ladder import Motion
from services.transcoder.manifest import ChunkManifest, Piece, SoundManifest
from services.transcoder.media_playlists import WHOLE, keyframe_playlist, media_playlist, rates
from services.transcoder.motion import motion_in
from services.transcoder.plan import Plan, plan
from services.transcoder.playback import playback
from services.transcoder.probe import Picture, Probe, Sound
from services.transcoder.run_folder import Pieces

SCALE = 10_000
FRAME = 400
AAC = 48_000


def planned(seconds: float = 48, *, sound: bool = True, picture: bool = True) -> Plan:
    """Three chunks, of 8 and 20 and 20 seconds at 25 frames a second, in one size."""
    seen = Picture(index=0, codec="h264", width=320, height=180, frame_rate="25", nominal_rate="25")
    sounds = (Sound(index=1, codec="aac", channels=2, language="de"),) if sound else ()
    return plan(
        Probe(
            container="mov",
            duration_seconds=seconds,
            picture=seen if picture else None,
            sounds=sounds,
        )
    )


def segments(lengths: list[int], per_second: int) -> tuple[Fragment, ...]:
    return tuple(
        Fragment(bytes=1000 + length // 100, ticks=length, samples=length // 400, key_bytes=700)
        for length in lengths
    )


def chunk(
    number: int, frames: int | None = None, came: int | None = None, init: str = "a"
) -> ChunkManifest:
    """Segments of four seconds; `came` frames are the file's own."""
    frames = frames or (500 if number else 200)
    lengths = [min(100, frames - begin) * FRAME for begin in range(0, frames, 100)]
    piece = Piece(
        object=f"{number:05d}.m4s", init=f"init-{init}.mp4", segments=segments(lengths, SCALE)
    )
    own = frames if came is None else came
    return ChunkManifest(frames=own, pieces={"180p": piece}, codecs={"180p": "avc1.64000c"})


EMPTY = ChunkManifest(frames=0, pieces={}, codecs={})


def heard(seconds: int = 48) -> SoundManifest:
    piece = Piece(
        object="sound.m4s", init="init-s.mp4", segments=segments([4 * AAC] * (seconds // 4), AAC)
    )
    return SoundManifest(
        name="audio-1", language="de", channels=2, codecs="mp4a.40.2", timescale=AAC, piece=piece
    )


def pieces(*chunks: ChunkManifest | None, sound: bool = True) -> Pieces:
    there = {number: each for number, each in enumerate(chunks) if each}
    return Pieces(chunks=there, sounds={"audio-1": heard()} if sound else {})


def test_the_picture_is_playable_before_the_sound_is_made() -> None:
    made = planned()
    state = assembled(made, pieces(chunk(0), chunk(1), chunk(2), sound=False))
    assert (state.is_playable, state.complete, state.seconds) == (True, False, 48)
    silent = playback("videos/x/y", made, state)
    assert (silent.awaits_sound, silent.sounds, silent.complete) == (True, (), False)
    whole = playback("videos/x/y", made, assembled(made, pieces(chunk(0))))
    assert (whole.awaits_sound, len(whole.sounds)) == (False, 1)


def test_playable_up_to_the_first_gap() -> None:
    state = assembled(planned(), pieces(chunk(0), None, chunk(2)))
    assert state.is_playable
    assert state.seconds == 8
    assert len(state.chunks) == 1
    assert not state.complete
    assert not state.cut_short


def test_nothing_is_playable_before_the_first_chunk() -> None:
    assert not assembled(planned(), pieces(None, chunk(1), chunk(2))).is_playable


def test_whole() -> None:
    state = assembled(planned(), pieces(chunk(0), chunk(1), chunk(2)))
    assert (state.seconds, state.complete, state.cut_short) == (48, True, False)


def test_file_that_ends_early_is_complete_and_cut_short() -> None:
    state = assembled(planned(), pieces(chunk(0), chunk(1, 120), EMPTY))
    assert (state.complete, state.cut_short) == (True, True)
    assert state.seconds == 12.8
    assert len(state.chunks) == 2


def test_nothing_follows_where_the_file_breaks_off() -> None:
    """It would be shown too early: a worker was faster than the one that found the end."""
    state = assembled(planned(), pieces(chunk(0), chunk(1, 120), chunk(2)))
    assert state.seconds == 12.8
    assert len(state.chunks) == 2


def test_a_second_may_be_missing() -> None:
    one, more = (
        assembled(planned(), pieces(chunk(0), chunk(1), chunk(2, frames))) for frames in (475, 474)
    )
    assert not one.cut_short
    assert more.cut_short


def test_what_was_filled_is_missing_too() -> None:
    state = assembled(planned(), pieces(chunk(0), chunk(1, 500, came=200), chunk(2)))
    assert state.seconds == 48
    assert state.cut_short


def test_sound_alone_is_playable_when_it_is_there() -> None:
    made = planned(picture=False)
    assert not assembled(made, pieces(sound=False)).is_playable
    state = assembled(made, pieces())
    assert (state.is_playable, state.complete, state.seconds) == (True, True, 48)
    told = playback("videos/x/y", made, state)
    assert (told.width, told.poster_key, told.renditions) == (0, None, ())


def test_picture_alone_does_not_wait_for_a_sound() -> None:
    state = assembled(planned(sound=False), Pieces(chunks={0: chunk(0)}, sounds={}))
    assert state.is_playable


def test_sound_goes_no_further_than_the_picture() -> None:
    assert len(until(heard(), 20).segments) == 5
    assert len(until(heard(), 20.01).segments) == 6
    assert len(until(heard(), 600).segments) == 12


def test_growing_playlist() -> None:
    text = media_playlist([chunk(0, 150).pieces["180p"]], SCALE, complete=False)
    assert text == (
        "#EXTM3U\n"
        "#EXT-X-VERSION:7\n"
        "#EXT-X-TARGETDURATION:4\n"
        "#EXT-X-PLAYLIST-TYPE:EVENT\n"
        "#EXT-X-INDEPENDENT-SEGMENTS\n"
        "#EXT-X-START:TIME-OFFSET=0,PRECISE=YES\n"
        '#EXT-X-MAP:URI="init-a.mp4"\n'
        "#EXTINF:4.000000,\n"
        "#EXT-X-BYTERANGE:1400@0\n"
        "00000.m4s\n"
        "#EXTINF:2.000000,\n"
        "#EXT-X-BYTERANGE:1200@1400\n"
        "00000.m4s\n"
    )


def test_growing_playlist_only_gets_longer() -> None:
    made = [chunk(number).pieces["180p"] for number in range(3)]
    texts = [media_playlist(made[:count], SCALE, complete=False) for count in (1, 2, 3)]
    assert all(longer.startswith(shorter) for shorter, longer in pairwise(texts))


def test_finished_playlist_is_the_growing_one_with_an_end() -> None:
    pieces = [chunk(0).pieces["180p"]]
    growing = media_playlist(pieces, SCALE, complete=False)
    assert media_playlist(pieces, SCALE, complete=True) == growing + "#EXT-X-ENDLIST\n"
    whole = media_playlist(pieces, SCALE, WHOLE, complete=True)
    assert whole == growing.replace(":EVENT", ":VOD") + "#EXT-X-ENDLIST\n"


def test_another_head_is_named_where_it_begins() -> None:
    made = [chunk(0).pieces["180p"], chunk(1).pieces["180p"], chunk(2, init="b").pieces["180p"]]
    text = media_playlist(made, SCALE, complete=True)
    assert text.count("#EXT-X-MAP") == 2
    assert text.index('MAP:URI="init-b.mp4"') < text.index("00002.m4s")
    assert text.index("00001.m4s") < text.index('MAP:URI="init-b.mp4"')


def test_keyframes_are_the_beginnings_of_the_segments() -> None:
    text = keyframe_playlist([chunk(0, 150).pieces["180p"]], SCALE, complete=True)
    assert "#EXT-X-I-FRAMES-ONLY\n" in text
    assert "#EXT-X-BYTERANGE:700@0\n" in text
    assert "#EXT-X-BYTERANGE:700@1400\n" in text


def test_picture_and_sound_of_a_short_film_say_the_same_target() -> None:
    seen = chunk(0, 62).pieces["180p"]
    sound = Piece(object="sound.m4s", init="init-s.mp4", segments=segments([121_000], AAC))
    for piece, scale in ((seen, SCALE), (sound, AAC)):
        assert "#EXT-X-TARGETDURATION:4\n" in media_playlist([piece], scale, complete=True)


def test_rates() -> None:
    measured = rates([chunk(0, 150).pieces["180p"]], SCALE)
    assert measured.peak == 1200 * 8 / 2
    assert measured.average == -(-2600 * 8 // 6)
    assert rates([], SCALE).peak == 0


def test_a_short_last_segment_is_no_peak() -> None:
    whole = [Fragment(bytes=4000, ticks=4 * SCALE, samples=100, key_bytes=700)] * 3
    last = Fragment(bytes=2000, ticks=SCALE // 25, samples=1, key_bytes=2000)
    piece = Piece(object="00000.m4s", init="init-a.mp4", segments=(*whole, last))
    assert rates([piece], SCALE).peak == ceil(6000 * 8 / 4.04)
    alone = Piece(object="00000.m4s", init="init-a.mp4", segments=(last,))
    assert rates([alone], SCALE).peak == rates([alone], SCALE).average == 2000 * 8 * 25


def test_a_film_that_grows_is_as_costly_as_it_may_become() -> None:
    made = planned()
    (early,) = playback("videos/x/y", made, assembled(made, pieces(chunk(0)))).renditions
    (whole,) = playback(
        "videos/x/y", made, assembled(made, pieces(chunk(0), chunk(1), chunk(2)))
    ).renditions
    (rendition,) = made.picture.renditions if made.picture else ()
    assert (early.peak_bitrate, early.bitrate) == (rendition.maxrate * 1.5, rendition.maxrate)
    assert whole.peak_bitrate < early.bitrate


@pytest.mark.parametrize(
    ("differences", "motion"),
    [
        ([0.0] * 90 + [30.0] * 10, Motion.SLIDES),
        ([0.0] * 70 + [3.0] * 30, Motion.FILM),
        ([1.0] * 100, Motion.FILM),
        ([], Motion.FILM),
    ],
)
def test_motion(differences: list[float], motion: Motion) -> None:
    assert motion_in(differences) is motion
