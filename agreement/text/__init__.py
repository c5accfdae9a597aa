"""The wording of clauses as data: blocks of runs, never markup."""
