"""Points are whole numbers of the smallest unit, 10^-decimals (law 2)."""

from __future__ import annotations

from decimal import Decimal


def exact_points(points: int, decimals: int) -> Decimal:
    """Points as the number that is typed and shown: 9850 with two decimals is 98.50."""
    return Decimal(int(points)).scaleb(-decimals)
