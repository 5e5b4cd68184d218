"""One thin file a page: widgets in, calls, figures out."""
