"""The live page over the wire: drawn once for a version, answered from memory, followed by events."""
