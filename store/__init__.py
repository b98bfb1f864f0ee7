"""What is true: tables, rules, and the operations on them."""
