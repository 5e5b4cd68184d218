"""How the atlas is served to other machines: what stands before Streamlit's own server."""
