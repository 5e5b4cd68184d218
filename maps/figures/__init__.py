"""Figures on paper that are no maps."""
