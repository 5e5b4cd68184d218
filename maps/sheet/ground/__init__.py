"""What a map window is made of: projected ground, fills, lines, layout systems."""
