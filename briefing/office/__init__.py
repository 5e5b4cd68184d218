"""PowerPoint and Word files."""
