"""What the stories tell whoever listens, without knowing who does.

`logged`: one act on a story was written to its log. Sent inside the act's transaction, with
`article` as the act leaves it and `entries`, the log lines in their order, saved. A receiver that
raises undoes the act. Many stories made at once (articles/bulk.py) and an attempt that the embargo
stopped are not told.

`changed`: what these stories say or are has changed, in whatever way; sent as the last thing before
the pages' keys in the transaction that did it, with `article_ids`. Sent too for many at once.
"""

from django.dispatch import Signal

logged = Signal()
changed = Signal()
