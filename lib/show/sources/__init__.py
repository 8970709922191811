"""What is said of where the figures come from."""
