"""Drawing: a prepared map becomes a folium description and a screen map."""
