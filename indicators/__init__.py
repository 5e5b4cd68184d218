"""Numbers: the registry, the tables, ranks and classes."""
