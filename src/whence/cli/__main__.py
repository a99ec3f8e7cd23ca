"""`python -m whence.cli`: the command line where no `whence` is on the path."""

from whence.cli import main

main()
