"""The result page: one A4 page with ranking and proposals, as PDF and PNG."""
