"""How WebVTT writes moments and plain text (W3C WebVTT 4.1, 4.2.2)."""


def timestamp(seconds: float, mark: str = ".") -> str:
    """`00:01:02.003`, in SRT with a comma for `mark`."""
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    minutes, second = divmod(whole, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{second:02}{mark}{thousandths:03}"


def escaped(text: str) -> str:
    """Plain text as cue text, in which nothing is a tag."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
