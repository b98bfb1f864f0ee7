"""What may happen to a firm, as rules that Hypothesis puts in any order: each is done by the store and by its twin."""
