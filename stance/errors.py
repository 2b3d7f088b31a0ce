"""The one kind of error that a user of stance can cause and mend."""


class StanceError(Exception):
    """A fault in what the user gave: a file, a row, a setting, a model folder.

    The message is complete without a traceback: it names what is wrong and the remedy.
    The command line prints it on one line (one line per fault for labelled data) and exits
    with status 2.
    """
