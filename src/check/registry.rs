//! The list of all rules: one line each, in the order of their codes.

use super::rule::Rule;
use super::rules;

/// All rules, in the order of their codes.
pub static RULES: &[&Rule] = &[
    &rules::unknown_id::RULE,
    &rules::wrong_class::RULE,
    &rules::unknown_source::RULE,
    &rules::duplicate_id::RULE,
    &rules::missing_end::RULE,
    &rules::unused_source::RULE,
    &rules::unused_include::RULE,
    &rules::duplicate_name::RULE,
    &rules::near_duplicate::RULE,
    #[cfg(feature = "lookalikes")]
    &rules::lookalike_id::RULE,
    &rules::malformed_identifier::RULE,
    &rules::shared_identifier::RULE,
    &rules::unknown_scheme::RULE,
    &rules::bad_date::RULE,
    &rules::ends_before_start::RULE,
    &rules::absent_superior::RULE,
    &rules::absent_unit::RULE,
    &rules::absent_organ::RULE,
    &rules::dead_holder::RULE,
    &rules::untimely_transition::RULE,
    &rules::older_successor::RULE,
    &rules::false_precision::RULE,
    &rules::gap_in_line::RULE,
    &rules::impossible_age::RULE,
    &rules::never_together::RULE,
    &rules::repeated_tenure::RULE,
    &rules::held_while_vacant::RULE,
    &rules::remit_outside_life::RULE,
    &rules::misplaced_kind::RULE,
    &rules::no_superior::RULE,
    &rules::two_superiors::RULE,
    &rules::cycle::RULE,
    &rules::wrong_size::RULE,
    &rules::missing_post::RULE,
    &rules::too_many_holders::RULE,
    &rules::outside_larger_body::RULE,
    &rules::lives_on::RULE,
    &rules::acts_after_end::RULE,
    &rules::split_into_one::RULE,
    &rules::merger_of_one::RULE,
    &rules::unrevived::RULE,
    &rules::lineage_cycle::RULE,
    &rules::own_successor::RULE,
    &rules::succession_of_none::RULE,
    &rules::unsourced::RULE,
    &rules::excluding_rivals::RULE,
    &rules::weak_preference::RULE,
    &rules::rests_on_plan::RULE,
    &rules::after_its_source::RULE,
    &rules::single_source::RULE,
    &rules::unreliable_alone::RULE,
    &rules::translation_of_nothing::RULE,
    &rules::unknown_kind::RULE,
    &rules::unknown_line::RULE,
    &rules::unused_kind::RULE,
    &rules::orphan::RULE,
    &rules::missing_number::RULE,
    &rules::repeated_number::RULE,
    &rules::no_language::RULE,
    &rules::unknown_rule::RULE,
    &rules::unused_allow::RULE,
];

/// The rule of that name or code.
pub fn find_rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.is_called(name))
}

/// The names of all rules.
pub fn rule_names() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|rule| rule.name)
}
