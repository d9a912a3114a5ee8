"""A whole report as one document: what it says stands once, in `model`, and every format writes that down."""
