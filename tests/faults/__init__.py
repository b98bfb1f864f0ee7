"""Proof that each thing owed is delivered effectively once, whatever dies (reliability.md 2.3, 7, G1-G4, G11)."""
