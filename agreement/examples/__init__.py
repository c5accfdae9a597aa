"""Example cases: what the partners agreed on, asked of every text again."""
