"""What every program of the hub shares: the contracts and the kit."""
