"""What the analysing pages share."""
