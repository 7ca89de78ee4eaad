"""Money: prices, discounts, change, interest, bills; amounts are whole cents."""
