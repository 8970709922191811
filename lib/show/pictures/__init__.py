"""Every scene and step as a finished picture: escaped HTML for the projector, the control's preview and the pack.

Sizes are relative to the picture's own box (container units), so the same text fills a wall at 3840x2160 and a
thumbnail.
"""
