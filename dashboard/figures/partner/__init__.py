"""Tables and drawings of the page of one partner."""
