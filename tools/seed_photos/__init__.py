"""Draws the pictures of the sample stories: flat illustrations, the same pixels each time."""
