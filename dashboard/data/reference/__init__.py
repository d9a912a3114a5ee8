"""Places and activity kinds: the codes that every other table refers to."""
