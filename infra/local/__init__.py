"""The hub on one machine: `python -m infra.local`, and `Hub.start` for tests."""
