"""The page store: exact pages as files that nginx serves by itself (docs/pagecache.md).

A page lies there only while it is true: whoever publishes removes the files of its keys before
committing, and a file comes in only while nobody publishes. Which files show which keys stands in
the database and is committed before the file comes, so that no kill leaves a file that nobody
would remove. Removing too much costs a render; every step errs on that side.
"""
