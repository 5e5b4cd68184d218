"""The map windows of a sheet: province with zoom, country, hexagons."""
