"""The pages: each says where it is (`PATH`), what it is called (`TITLE`) and how it is laid out, and knows no data."""
