"""The atlas for other machines: `streamlit run server.py`, the same pages over a slow line.

On one's own PC `streamlit run app.py` is enough; here the scripts travel compressed.
"""

from __future__ import annotations

import mimetypes

import streamlit as st
from starlette.middleware import Middleware

from data.paths import ROOT
from views.serving.compressed import CompressedScripts

# As in app.py: Windows may name scripts text/plain, which browsers refuse.
mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("text/javascript", ".mjs")

app = st.App(ROOT / "app.py", middleware=[Middleware(CompressedScripts)])
