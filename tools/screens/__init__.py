"""Pictures of every page: taken, and compared with those that were taken before."""
