"""A story grammar: who, what and where; how stories open, go and end; and how they are told.

`author.write_story` makes a story of a triple of words and some features. Plots are functions in
``plots/``, one file a theme; each tells its story sentence by sentence through a `Tale`, which
knows the cast, names things properly and keeps account of what was told.
"""
