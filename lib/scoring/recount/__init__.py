"""The second computation: every total, rank and award again (law 9), sharing no code with the first."""
