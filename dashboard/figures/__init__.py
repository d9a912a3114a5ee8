"""Frames to charts: plain Plotly dicts over one template; no queries, no Dash."""
