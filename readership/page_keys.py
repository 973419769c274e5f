"""Keys of what pages show of the ranking."""

# Which stories stand in which place of 많이 본 뉴스. The stories themselves have their own keys.
MOST_READ = "most-read"
