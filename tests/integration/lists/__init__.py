"""Lists of content."""
