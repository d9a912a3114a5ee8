"""The commands of `dashboard`, one module each: `add_parser(commands)` and `run(arguments, settings) -> exit code`."""


class CommandError(Exception):
    """What a command cannot do; the message is the sentence for the person at the terminal."""
