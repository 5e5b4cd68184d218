"""Reading the plans: the text with its places marked."""
