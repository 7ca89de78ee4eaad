"""Whole numbers: divisors, primes, remainders, sequences."""
