"""Low, best and high of one incident. In come its claims and a policy, out come estimates with every claim's part.

An estimate's range is a range of reports, not a confidence interval.
"""

from whence.estimates.estimate import estimate_incident
from whence.estimates.policy import Policy, load_policies, load_policy

__all__ = ["Policy", "estimate_incident", "load_policies", "load_policy"]
