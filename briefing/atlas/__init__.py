"""The PDF atlas."""
