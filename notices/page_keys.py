"""Keys of what pages show of notices. A story's own pages depend on its `article:ID` already."""

# Which notices there are, in order.
NOTICES = "notices"
