"""The videos service on the real parts; the tests stand in for the transcoder, on the bus."""
