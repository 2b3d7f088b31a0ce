"""The workbench: reading articles in a browser, and the same over REST. Needs stance[serve]."""
