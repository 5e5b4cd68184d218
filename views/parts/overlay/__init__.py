"""Parts of the page 政策叠加."""
