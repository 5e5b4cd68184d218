"""Pieces that several pages share: frame, address, map view, tables."""
