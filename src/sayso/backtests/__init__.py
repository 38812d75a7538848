"""Back-tests: the common model started at past dates, held against what was measured afterwards.

docs/backtests.md has the method and its limits.
"""
