"""Parts of the page that several pages share, as plain dicts; no data, no callbacks."""
