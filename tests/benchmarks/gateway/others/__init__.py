"""Other servers and products, each with the hub's own items, asked for the same list."""
