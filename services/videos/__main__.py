"""Runs the service: `python -m services.videos`."""

from services.videos.app import app
from shared.kit.run import run

run(app)
