"""What every page has: frame, address, the way back."""
