"""The ledger as people see it: a source's scores as text, page, picture, CSV and JSON."""
