"""Texts with times: captions as WebVTT and SRT, read strictly, mended where it does no harm."""
