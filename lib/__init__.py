"""The program behind the pages, floor by floor (docs/architecture.md)."""
