"""A war in which the truth is known. In comes a scenario, out come reports on incidents whose true figures are on file,
as claims or as texts, and how well the record counts from them.

    from whence.simulate import Scenario, make_war, measure, tell_claims

    war = make_war(Scenario(seed=7, incidents=100, noise=0.5))
    for line in measure(tell_claims(war)):
        print(line.way, line.tally_error)

The country, its parties and its people do not exist. The same scenario gives the same war on every machine.
"""

from whence.simulate.ground import Place, make_country
from whence.simulate.measure import Measurement, measure, measure_claims
from whence.simulate.reports import Report, War, make_war
from whence.simulate.scenario import Scenario
from whence.simulate.seeing import Figure, Tell
from whence.simulate.told import Told, plant_copies, tell_claims
from whence.simulate.world import Source, TrueIncident

__all__ = [
    "Figure",
    "Measurement",
    "Place",
    "Report",
    "Scenario",
    "Source",
    "Tell",
    "Told",
    "TrueIncident",
    "War",
    "make_country",
    "make_war",
    "measure",
    "measure_claims",
    "plant_copies",
    "tell_claims",
]
