"""Measurements. They print ratios to something measured in the same run, for the machine differs."""
