"""What the converter understood and asks, in words and as JSON."""
