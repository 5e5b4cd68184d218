"""What is laid on a map: the layout catalogue, the plans, the map specification."""
