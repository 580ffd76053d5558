"""The hub as people see it, in a real Chromium."""
