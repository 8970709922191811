"""The outer protection of the server: hosts, paths, methods, headers, limits."""
