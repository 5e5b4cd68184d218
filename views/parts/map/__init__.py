"""The screen map on a page, its controls and cards."""
