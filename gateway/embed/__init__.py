"""The hub inside other sites: a page for frames, oEmbed, and snippets to copy."""

from gateway.embed import frame, oembed

HANDLERS = (*frame.HANDLERS, *oembed.HANDLERS)
