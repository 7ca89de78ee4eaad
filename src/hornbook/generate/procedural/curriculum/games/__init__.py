"""Games: dice, cards, boards, scores."""
