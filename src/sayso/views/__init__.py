"""Stated likelihoods as weights on an ensemble, and the outlook by speaker."""
