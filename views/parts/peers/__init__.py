"""The county page's peers: who they are, how the county stands among them, and their policies."""
