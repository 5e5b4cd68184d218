"""What stands around the maps of a sheet: legend, key, scale, north arrow."""
