"""Measurements, in one run on one machine: `make bench`."""
