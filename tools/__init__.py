"""What the Makefile runs. Nothing of the site itself imports from here."""
