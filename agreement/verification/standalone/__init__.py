"""The verifier that needs nothing of the portal: modules here, one file where it is given out.

Python 3.9 and the standard library only; these modules import each other and nothing else of the
portal. `assembled` puts them into the one file that everybody may read and run.
"""
