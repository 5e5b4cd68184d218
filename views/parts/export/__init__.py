"""Parts of the page that exports."""
