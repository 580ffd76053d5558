"""Remakes: reports of people who have done an experiment or followed a guide."""
