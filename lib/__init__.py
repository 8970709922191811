"""The program behind the pages, in packages that import downwards only (docs/architecture.md)."""
