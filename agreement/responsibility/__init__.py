"""Who is responsible for whom: rules, cases and their answers. Pure Python, no Django."""
