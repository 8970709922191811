"""Past versions, in words."""
