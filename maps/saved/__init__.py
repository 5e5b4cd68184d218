"""The saved web map: a folium page that any browser opens."""
