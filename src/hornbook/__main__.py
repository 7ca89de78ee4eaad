"""``python -m hornbook``: the command line, where its script isn't on the path."""

from hornbook.cli import main

main()
