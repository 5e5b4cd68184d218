"""What the browser draws: the payload and the component of the screen map."""
