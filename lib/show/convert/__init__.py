"""The findings and questions of the converter, in words and as JSON."""
