"""Parts of the page of the plans' goals."""
