"""Sums of estimates, never of claims. In come estimates and their incidents, out come rows, unknown among them.

Published totals stand beside the rows as a check and are never added.
"""

from whence.tallies.ground import GROUPINGS
from whence.tallies.tally import tally
from whence.tallies.totals import check_totals

__all__ = ["GROUPINGS", "check_totals", "tally"]
