"""Keys of the front page."""

# Which stories are pinned to it. The stories themselves have their own keys.
FRONT = "front"
