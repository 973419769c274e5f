"""Turns seeds/source into the fixtures that loaddata reads."""
