"""Videos: uploads, what the transcoder makes of them, captions, and the media that is public."""
