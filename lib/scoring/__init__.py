"""Points, totals, ranking, ballots and awards, computed twice; pure functions of the records."""
