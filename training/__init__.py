"""How the encoder that ships with Sayso is trained: corpora → weights.

`python -m training` does all of it; README.md tells what it needs and how long it takes.
"""
