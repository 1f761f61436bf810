"""What must hold in a book before it is served, in the order it is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.core.problem import Problem
from bot.load import (
    catalogue_checks,
    comparison_checks,
    digest_checks,
    fact_checks,
    name_checks,
    print_checks,
    range_checks,
    whole_checks,
)
from bot.load.draft import Draft

CHECKS: tuple[Callable[[Draft], Iterator[Problem]], ...] = (
    whole_checks.ids_are_unique,
    whole_checks.facts_are_said_once,
    fact_checks.names_are_known,
    fact_checks.units_fit,
    fact_checks.grains_fit,
    fact_checks.price_ratios_are_set_against_something,
    fact_checks.lines_lie_in_the_document,
    fact_checks.nothing_is_said_after_its_document,
    print_checks.values_are_as_printed,
    range_checks.values_lie_in_their_range,
    range_checks.values_are_sane,
    whole_checks.readings_have_inputs,
    range_checks.ranges_are_figures,
    catalogue_checks.units_are_known,
    catalogue_checks.unit_names_are_of_units,
    name_checks.names_mean_one_thing,
    name_checks.names_can_be_typed,
    catalogue_checks.catalogue_points_at_itself,
    catalogue_checks.rates_say_what_they_are_taken_of,
    catalogue_checks.parts_make_a_whole,
    catalogue_checks.roles_fit_their_metrics,
    digest_checks.digests_stand_on_the_catalogue,
    digest_checks.sections_have_what_they_need,
    digest_checks.digest_names_mean_one_digest,
    comparison_checks.comparisons_have_a_verdict,
)
