"""Pure rules over values: no framework, no clock, no session."""
