"""Texts with invented names and nouns whose marks are right by construction.

What a sentence claims is decided first and the words are made from it, so that the marks cannot be wrong about
it; and as the nouns and names are invented, only the structure of the text can tell a reader what it says.
"""
