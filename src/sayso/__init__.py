"""Sayso reads what people say about a political situation and on whose say-so."""

__version__ = "0.1.0"
