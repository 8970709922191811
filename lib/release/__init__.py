"""What a role may see: a snapshot in, a snapshot out that does not contain the rest."""
