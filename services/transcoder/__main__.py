"""Starts the transcoder."""

from services.transcoder.app import transcoder
from services.transcoder.settings import TranscoderSettings
from shared.kit.run import Program, run

run(Program("transcoder", TranscoderSettings, transcoder))
