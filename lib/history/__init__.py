"""The versions that were, and what differs between two of them."""
