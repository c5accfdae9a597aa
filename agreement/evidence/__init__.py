"""What proves the agreement's history to somebody who trusts neither portal nor database."""
