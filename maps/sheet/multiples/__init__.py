"""Several maps on one sheet."""
