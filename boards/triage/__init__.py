"""Sorting, clocks, alike notes, answers, plans: what clerks do with a regret."""
