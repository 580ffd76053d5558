"""What good captions are, in numbers: their limits, and what each flaw costs."""

LINE_LENGTH = 42
LINES = 2
LEAST_SECONDS = 1.0
MOST_SECONDS = 7.0
MOST_SPEED = 20
"""Characters per second."""

GAP_SECONDS = 0.08
"""Two frames at 25 per second."""

PAUSE_SECONDS = 2.0
"""A silence that no cue spans."""

LINGER_SECONDS = 0.4
"""How long a cue stays after its last word, where there is time."""

CUE = 8.0
SECOND_LINE = 3.0
IMBALANCE = 0.15  # per character
LINE_SHARE = 0.6
"""Of what a break costs, what it costs between two lines of a cue: both are seen at once."""

BREAK_AFTER_SENTENCE = 0.0
BREAK_AFTER_CLAUSE = 5.0
BREAK_BEFORE_CONJUNCTION = 9.0
BREAK_BEFORE_PHRASE = 15.0
BREAK_ANYWHERE = 20.0  # and what `ties.tie` says

SCRAP_LENGTH = 20
SCRAP = 1.0  # per character that a part of a sentence, alone in a cue, is shorter
SENTENCE_INSIDE = 14.0
SHORT_PAUSE_SECONDS = 0.5
PAUSE_INSIDE = 12.0
TOO_SHORT = 30.0  # per second
TOO_FAST = 2.0  # per character and second
NEVER = 1e9
