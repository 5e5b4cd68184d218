"""Space: reference systems, place names, boundaries."""
