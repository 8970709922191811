"""What is answered at all: hosts, paths, methods, headers, limits."""
