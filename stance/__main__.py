"""`python -m stance`."""

from stance.cli.app import main

main()
