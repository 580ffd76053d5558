"""A crowd asks while each service is killed and comes back: `make bench-outages`."""
