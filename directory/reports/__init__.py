"""What readers report as wrong: a form without log-in, and a small queue for the editors."""
