//! The training report in words.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use vitrine_format::{ListKind, ModelParts, Relation};

use crate::TrainingOptions;
use crate::assemble::Facts;
use crate::baskets::Purchase;
use crate::context::ContextFinding;
use crate::relations::RelationRows;
use crate::report::{PartReport, SupportCost, SupportReport, TrainingReport};
use crate::support::THRESHOLDS;

/// Fills in the report.
#[allow(clippy::too_many_arguments)] // Each is one finding; a struct for a single call would only hide them.
pub(crate) fn describe(
    report: &mut TrainingReport,
    facts: &Facts,
    purchases: &[Purchase],
    relations: &[RelationRows],
    context: &[ContextFinding],
    parts: &ModelParts,
    options: &TrainingOptions,
    aliases_left_out: usize,
) {
    report.products = facts.input.catalogue.products.len();
    report.products_shown = parts.items.flags.iter().filter(|flags| flags.can_be_shown()).count();
    report.orders = purchases.len();
    report.days = facts.demand.days;
    report.parts = relations.iter().map(|relation| relation_report(relation, options)).collect();
    report.parts.extend(demand_reports(facts, parts));
    report.parts.extend(context.iter().map(context_report));
    report.parameters = parameters(parts, options);
    report.notes.extend(support_note(&report.support));
    let notes = [
        (aliases_left_out, "further names are already taken by another product and were left out"),
        (facts.categories.levels_lost, "levels of the category tree were given up because a model holds 65,534 categories at most"),
        (facts.brands.lost, "rare brands were left out because a model holds 65,534 brands at most"),
    ];
    report.notes.extend(notes.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")));
}

/// What a threshold on *viewed next* leaves and costs; nothing where there is none.
fn support_note(support: &SupportReport) -> Option<String> {
    if support.minimum <= 1 {
        return None;
    }
    let who = if support.customers { "customers" } else { "sessions" };
    let why = if support.asked_for { "as asked for" } else { "which this log allows" };
    let mut note = format!("pairs of viewed next count from {} {who} on, {why}", support.minimum);
    // Writing to a String cannot fail, here and below.
    if let Some(place) = THRESHOLDS.iter().position(|threshold| *threshold == support.minimum) {
        let percent = |share: f64| share * 100.0;
        let _ = write!(
            note,
            ": {:.0} % of them, with {:.0} % of the weight",
            percent(support.pairs_left[place]),
            percent(support.weight_left[place])
        );
    }
    if let Some(SupportCost { predictions, hit_rate: [without, bare, filled], .. }) = support.cost {
        let _ = write!(
            note,
            "; HR@20 on {predictions} steps of the latest sessions: {without:.3} with every pair, {bare:.3} with these alone, \
             {filled:.3} with the gaps filled"
        );
    }
    Some(note)
}

fn relation_name(relation: Relation) -> &'static str {
    match relation {
        Relation::ViewedNext => "viewed next",
        Relation::AlsoViewed => "also viewed",
        Relation::BoughtTogether => "bought together",
        Relation::AlsoBought => "also bought",
        Relation::Similar => "similar",
    }
}

fn relation_report(found: &RelationRows, options: &TrainingOptions) -> PartReport {
    let (neighbours, support) = match found.relation {
        Relation::ViewedNext => (options.viewed_next.neighbours, options.viewed_next.minimum_support),
        Relation::AlsoViewed => (options.also_viewed.neighbours, options.also_viewed.minimum_support),
        Relation::BoughtTogether => (options.bought_together.neighbours, options.bought_together.minimum_support),
        Relation::AlsoBought => (options.also_bought.neighbours, options.also_bought.minimum_support),
        Relation::Similar => (options.similar.neighbours, 1),
    };
    let covered = found.rows.iter().filter(|cells| !cells.is_empty()).count();
    let entries = found.rows.iter().map(Vec::len).sum();
    let reason = if neighbours == 0 {
        "It is switched off.".to_owned()
    } else if covered == 0 {
        format!("Inactive, because {} ({}).", found.obstacle, found.source)
    } else if support > 1 {
        format!("Learned from {}; pairs count from {support} different visitors on.", found.source)
    } else {
        format!("Learned from {}.", found.source)
    };
    PartReport { name: relation_name(found.relation), active: covered > 0, reason, covered, entries }
}

fn demand_reports(facts: &Facts, parts: &ModelParts) -> [PartReport; 4] {
    let above_zero = |column: &[f64]| column.iter().filter(|value| **value > 0.0).count();
    let listed = |kind: ListKind| parts.lists.iter().filter(|list| list.kind == kind).map(|list| list.items.len()).sum();
    let report = |name, covered: usize, entries, active: String, inactive: &str| PartReport {
        name,
        active: covered > 0,
        reason: if covered > 0 { active } else { format!("Inactive, because {inactive}.") },
        covered,
        entries,
    };
    let popular = above_zero(&facts.demand.popularity);
    let rising = above_zero(&facts.demand.trend);
    let new = facts.demand.new.iter().filter(|new| **new).count();
    let durable = facts.durable.iter().filter(|durable| **durable).count();
    let no_surge = if facts.demand.trend_possible {
        "no product's latest demand stands out from what is usual"
    } else {
        "the records are too few or cover too short a time to know what is usual"
    };
    [
        report(
            "popularity",
            popular,
            listed(ListKind::Popular),
            format!("{} with a view or a purchase.", products(popular)),
            "nothing was viewed or bought",
        ),
        report("trend", rising, listed(ListKind::Trending), format!("{} in demand far beyond what is usual.", products(rising)), no_surge),
        report(
            "new arrivals",
            new,
            listed(ListKind::New),
            format!("{} new in the shop.", products(new)),
            "no product is known to have come in lately",
        ),
        report(
            "durable goods",
            durable,
            durable,
            format!("{} hardly ever bought twice.", products(durable)),
            "too few customers came back to know what is bought twice",
        ),
    ]
}

fn products(count: usize) -> String {
    if count == 1 { "1 product".to_owned() } else { format!("{count} products") }
}

fn context_report(finding: &ContextFinding) -> PartReport {
    let name = finding.dimension.name();
    let reason = match finding.obstacle {
        Some(obstacle) => format!("Inactive, because {obstacle}."),
        None if finding.categories == 0 => format!("Inactive, because none of {} visits shows an effect beyond chance.", finding.visits),
        None => format!(
            "Shifts {}, as {} visits show.",
            if finding.categories == 1 { "1 category".to_owned() } else { format!("{} categories", finding.categories) },
            finding.visits
        ),
    };
    PartReport { name, active: finding.categories > 0, reason, covered: finding.categories, entries: finding.visits }
}

fn parameters(parts: &ModelParts, options: &TrainingOptions) -> BTreeMap<String, String> {
    let view = &options.viewed_next;
    let score = &options.score;
    let recency = view.recency.map_or_else(|| "none".to_owned(), |recency| recency.to_string());
    let entries: [(&str, String); 28] = [
        ("viewed_next.neighbours", view.neighbours.to_string()),
        ("viewed_next.neighbour_growth", view.neighbour_growth.to_string()),
        ("viewed_next.maximum_distance", view.maximum_distance.to_string()),
        ("viewed_next.distance_power", view.distance_power.to_string()),
        ("viewed_next.session_length_power", view.session_length_power.to_string()),
        ("viewed_next.recency", recency),
        ("viewed_next.backward", view.backward.to_string()),
        ("viewed_next.row_damping", view.row_damping.to_string()),
        ("viewed_next.popularity_damping", view.popularity_damping.to_string()),
        ("viewed_next.walk_width", view.walk_width.to_string()),
        ("viewed_next.two_steps", view.two_steps.to_string()),
        ("viewed_next.three_steps", view.three_steps.to_string()),
        ("viewed_next.power", view.power.to_string()),
        ("viewed_next.popularity_power", view.popularity_power.to_string()),
        ("viewed_next.minimum_support", view.minimum_support.to_string()),
        ("viewed_next.most_a_visitor", view.most_a_visitor.to_string()),
        ("viewed_next.fill.rounds", view.fill.rounds.to_string()),
        ("viewed_next.fill.alike_share", view.fill.alike_share.to_string()),
        ("also_viewed.minimum_support", options.also_viewed.minimum_support.to_string()),
        ("bought_together.minimum_support", options.bought_together.minimum_support.to_string()),
        ("also_bought.minimum_support", options.also_bought.minimum_support.to_string()),
        ("score.decay", score.decay.to_string()),
        ("score.tail", score.tail.to_string()),
        ("score.current_bonus", score.current_bonus.to_string()),
        ("score.seen_bonus", score.seen_bonus.to_string()),
        ("score.seen_decay", score.seen_decay.to_string()),
        ("score.seen_floor", score.seen_floor.to_string()),
        ("score.relation_weights", format!("{:?}", parts.ranking.relation_weights)),
    ];
    entries.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
