//! How far a count is from chance.

/// Dunning's log-likelihood ratio of a two-by-two table ("Accurate methods for the statistics of surprise and coincidence", 1993):
/// of `total` baskets `left` hold one item, `right` the other, `both` hold both. Zero where the pair is rarer than chance.
pub fn pair_evidence(both: f64, left: f64, right: f64, total: f64) -> f64 {
    if both <= 0.0 || both * total <= left * right {
        return 0.0;
    }
    let neither = (total - left - right + both).max(0.0);
    let term = |observed: f64, expected: f64| if observed > 0.0 { observed * libm::log(observed / expected) } else { 0.0 };
    let (not_left, not_right) = ((total - left).max(0.0), (total - right).max(0.0));
    let sum = term(both, left * right / total)
        + term(left - both, left * not_right / total)
        + term(right - both, not_left * right / total)
        + term(neither, not_left * not_right / total);
    (2.0 * sum).max(0.0)
}

/// Standard deviations that a Poisson count lies above its expectation, by the signed root of its likelihood ratio.
pub fn poisson_deviation(observed: f64, expected: f64) -> f64 {
    if expected <= 0.0 {
        return 0.0;
    }
    let surprise = if observed > 0.0 { observed * libm::log(observed / expected) } else { 0.0 };
    let root = (2.0 * (surprise - (observed - expected))).max(0.0).sqrt();
    if observed >= expected { root } else { -root }
}

/// Standard deviations that the largest of `count` chance values is likely to reach.
pub fn largest_of(count: usize) -> f64 {
    (2.0 * libm::log(count.max(2) as f64)).sqrt()
}

/// Standard deviations that a normal variable exceeds, to either side, with this probability.
pub fn deviation_of_chance(probability: f64) -> f64 {
    let beyond = |deviation: f64| libm::erfc(deviation / std::f64::consts::SQRT_2);
    let (mut low, mut high) = (0.0, 40.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if beyond(middle) > probability { low = middle } else { high = middle }
    }
    high
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_is_zero_at_and_below_chance() {
        assert_eq!(pair_evidence(10.0, 100.0, 100.0, 1000.0), 0.0);
        assert_eq!(pair_evidence(2.0, 100.0, 100.0, 1000.0), 0.0);
        assert_eq!(pair_evidence(0.0, 0.0, 0.0, 0.0), 0.0);
    }

    #[test]
    fn more_of_the_same_is_more_evidence() {
        let few = pair_evidence(4.0, 10.0, 10.0, 1000.0);
        let many = pair_evidence(40.0, 100.0, 100.0, 10_000.0);
        assert!(many > few && few > 10.0);
    }

    #[test]
    fn a_known_table() {
        // 10 of 100 against 10 of 100 sharing 5: worked out by hand from the four terms.
        let value = pair_evidence(5.0, 10.0, 10.0, 100.0);
        assert!((value - 12.533).abs() < 0.001, "{value}");
    }

    #[test]
    fn rare_events_lie_far_out() {
        assert!((deviation_of_chance(0.05) - 1.96).abs() < 0.001);
        assert!((deviation_of_chance(1e-6) - 4.892).abs() < 0.001);
    }

    #[test]
    fn poisson_deviation_has_the_sign_of_the_difference() {
        assert!(poisson_deviation(20.0, 10.0) > 2.0);
        assert!(poisson_deviation(2.0, 10.0) < -2.0);
        assert_eq!(poisson_deviation(3.0, 0.0), 0.0);
    }
}
