"""Where names stand on a sheet, and how they are written."""
