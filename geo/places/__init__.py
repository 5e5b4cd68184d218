"""Who is meant: units, their names and codes, and finding them in lists and running text."""
