"""`make bench`: what docs/performance.md says, measured. Nothing of the site imports from here."""
