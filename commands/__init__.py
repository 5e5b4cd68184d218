"""The command face: one module a family of commands."""
