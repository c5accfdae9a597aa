"""Checking from outside: what is given out as evidence, and the program that checks it."""
