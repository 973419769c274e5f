"""A newspaper of any size to measure with (manage.py make_corpus); every word of it is made up.

`words` and `sentences` are the language, `stories` composes one story from its number, `ground`
lays what stories stand on (sections, reporters, tags, pictures), `loading` writes them in batches.
"""
