"""Sheets in millimetres: a prepared map becomes a page to print or to put on a slide."""
