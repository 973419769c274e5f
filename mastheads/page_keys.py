"""Keys of what pages show of the masthead."""

# 발행 정보, in the footer of every page.
MASTHEAD = "masthead"
