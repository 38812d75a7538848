"""The ledger: questions, forecasts, resolutions, scores, and what may be read into them."""
