"""The static pack: every scene as one HTML file that needs no server."""
