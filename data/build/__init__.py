"""Scripts that make every shipped dataset again from its named sources."""
