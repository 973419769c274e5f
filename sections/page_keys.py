"""Keys of what pages show of sections."""

# Names, order, addresses and tree of the sections: in the navigation of every page.
NAV = "nav"
