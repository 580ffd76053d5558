"""Why something is left to graphql-core."""


class Uncovered(Exception):
    """The operation asks for something that is not compiled."""


class Odd(Exception):
    """A value is not what its type says: graphql-core knows what to tell of it."""
