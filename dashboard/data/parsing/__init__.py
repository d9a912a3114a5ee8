"""Reading files of others in a process of its own: only the standard library, nothing of the house, no secrets.

`child` is what runs there; it reads the file from its standard input and writes rows of text. Nothing in here imports
anything that is not in here, so that a child starts in some hundredths of a second.
"""
