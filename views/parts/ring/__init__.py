"""Parts of the page of the one-hour ring."""
