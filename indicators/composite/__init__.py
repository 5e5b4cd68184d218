"""A composite index: how it is made, and how much its ranks can bear."""
