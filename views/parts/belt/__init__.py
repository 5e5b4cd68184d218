"""Parts of the page of the Yellow River belt."""
