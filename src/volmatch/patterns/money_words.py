"""Amounts of money as people say them."""


def amount(value: float, currency: str) -> str:
    """Return an amount with its unit: whole numbers without decimals, others with two."""
    number = f"{value:.0f}" if value == int(value) else f"{value:.2f}"
    return f"{number} {currency}".strip()
