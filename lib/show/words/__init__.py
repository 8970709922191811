"""Sentences and formats: every Vietnamese text about the figures is made here."""
