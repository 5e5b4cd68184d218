"""What ships: the datasets, their records, and the scripts that make them again."""
