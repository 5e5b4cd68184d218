"""The rivers, the stem of the Yellow River and what lies along it."""
