"""Writes down what is said in a video, as captions."""
