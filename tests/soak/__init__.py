"""Long runs by hand; a short one of each stands in the suite."""
