"""The words of the hub: pure Structs without I/O, one file per concept."""
