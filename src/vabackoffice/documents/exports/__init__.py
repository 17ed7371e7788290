"""Hours in the formats of other programs, a module a format; each can be read back with `va import`."""
