"""What several workers tell of one run, put together."""

from msgspec.structs import replace

from shared.contracts.jobs import TranscodeProgress


class ProgressBar:
    """How far a run is by all that was heard: each worker tells only what it knows itself, so
    the most is right, and within a run nothing falls.
    """

    def __init__(self) -> None:
        self._last: TranscodeProgress | None = None

    def taken(self, told: TranscodeProgress) -> TranscodeProgress | None:
        """Where the bar stands now; None for the word of a run that another has followed."""
        last = self._last
        if last and told.job_id < last.job_id:  # ids are in time order
            return None
        if last and told.job_id == last.job_id:
            told = replace(
                told,
                fraction=max(told.fraction, last.fraction),
                chunks_done=max(told.chunks_done, last.chunks_done),
                chunks_total=max(told.chunks_total, last.chunks_total),
            )
        self._last = told
        return told

    def of(self, job_id: str | None) -> TranscodeProgress | None:
        """Where the bar of this run stands, as far as it is known."""
        return self._last if self._last and self._last.job_id == job_id else None
