"""What surrounds the programs: starting them on one machine, images, edge, bus, demo content."""
