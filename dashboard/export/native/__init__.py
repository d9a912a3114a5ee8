"""Charts as office programs have them: numbers that can be edited, in place of a picture."""
