"""Tables, charts and their downloads."""
