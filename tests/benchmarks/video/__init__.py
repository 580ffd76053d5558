"""`make bench-video`: the pipeline beside plain ffmpeg, as ratios in one run."""
