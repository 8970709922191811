"""The second computation: every total, rank and award anew, sharing no code with the first (law 9 of the design)."""
