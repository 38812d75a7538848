"""Scores of the reader on marked text: one file per form of corpus."""
