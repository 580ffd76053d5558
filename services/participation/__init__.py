"""Participation: projects of the city's participation platforms, read and kept."""
