"""What happens when an address is opened or changed: read it, ask the data, draw, answer."""
