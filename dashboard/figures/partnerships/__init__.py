"""Tables and drawings of the page of municipal partnerships."""
