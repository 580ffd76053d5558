"""Which frame is chosen to stand for a film."""

from services.transcoder.poster import Candidate, Candidates, Changes, calmness, finalists


def frame(at: float, luma: float = 120, entropy: float = 0.7, detail: float = 6) -> Candidate:
    return Candidate(at_seconds=at, luma=luma, entropy=entropy, detail=detail)


def first(*candidates: Candidate) -> float:
    return finalists(list(candidates), 100)[0].at_seconds


def test_black_and_plain_frames_are_worth_nothing() -> None:
    assert frame(0, luma=16).score == 0
    assert frame(0, entropy=0).score == 0
    assert frame(0, detail=0).score == 0


def test_a_sharp_frame_is_better_than_a_blurred_one() -> None:
    assert first(frame(20, detail=1), frame(40, detail=8)) == 40


def test_a_bright_frame_is_better_than_a_dim_one() -> None:
    assert first(frame(20, luma=40), frame(40)) == 40


def test_a_white_slide_is_better_than_nothing() -> None:
    assert first(frame(20, luma=16), frame(40, luma=230, entropy=0.3)) == 40


def test_titles_and_credits_stand_back() -> None:
    assert first(frame(0, detail=7), frame(50), frame(99, detail=7)) == 50


def test_what_changes_stands_back_behind_what_stands() -> None:
    assert calmness(0) == 1
    assert calmness(8) < calmness(2) < 1


def test_what_ffmpeg_prints_is_read_frame_by_frame() -> None:
    lines = """frame:0    pts:0       pts_time:0
lavfi.entropy.normalized_entropy.normal.Y=0.500000
lavfi.entropy.normalized_entropy.normal.U=0.100000
lavfi.signalstats.YAVG=100.5
lavfi.signalstats.UAVG=4.25
progress=continue
frame:1    pts:51200   pts_time:4
lavfi.entropy.normalized_entropy.normal.Y=0.600000
lavfi.signalstats.YAVG=101
lavfi.signalstats.UAVG=5"""
    candidates = Candidates()
    for line in lines.splitlines():
        candidates.read(line)
    assert candidates.found == [frame(0, 100.5, 0.5, 4.25), frame(4, 101, 0.6, 5)]


def test_the_first_frame_has_none_before_it_to_differ_from() -> None:
    changes = Changes()
    assert changes.mean == 0
    for value in (0, 3, 5):
        changes.read(f"lavfi.signalstats.YDIF={value}")
    assert changes.mean == 4
