"""Examples under each command's help; a test runs every one of them."""


def epilog(*examples: tuple[str, str]) -> str:
    r"""Return the text below a command's help from pairs of purpose and command line.

    >>> print(epilog(("list all factors", "sayso factors")).replace("\b", "(as it stands)"))
    (as it stands)
    Examples:
      # list all factors
      $ sayso factors
    """
    lines = [line for purpose, command in examples for line in (f"  # {purpose}", f"  $ {command}")]
    return "\n".join(["\b", "Examples:", *lines])
