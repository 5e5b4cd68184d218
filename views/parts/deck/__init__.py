"""The views collected for one deck."""
