"""Pages that are exact and fast: stored whole, and never shown after what they show has changed.

Knows nothing of news. Writers wrap what readers can see in `publishing()` and name its keys with
`touch()`; views name what they read with `depends()` and `until()`. docs/pagecache.md says why
each step stands where it does.
"""

from pagecache.dependencies import depends, is_collected, until
from pagecache.invalidation import publishing, start_new_generation, touch, touch_at_end
from pagecache.remembering import remembered, uncached_page
from pagecache.routes import cached_page

__all__ = [
    "cached_page",
    "depends",
    "is_collected",
    "publishing",
    "remembered",
    "start_new_generation",
    "touch",
    "touch_at_end",
    "uncached_page",
    "until",
]
