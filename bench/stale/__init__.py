"""The trial behind `make bench ARGS=stale`."""
