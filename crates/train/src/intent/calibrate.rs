//! Sums into probabilities: the logistic curve that fits later sessions best (Platt, "Probabilistic outputs for support vector machines",
//! 1999), written as a table, since the engine has no exponential.

use vitrine_format::TargetPart;

/// Newton steps; the loss is convex in two numbers, so few do.
const STEPS: usize = 30;

/// The table for examples with these sums; `None` where they show only one answer.
pub fn table(sums: &[f64], labels: &[bool]) -> Option<[u16; 33]> {
    let (slope, offset) = curve(sums, labels)?;
    let probability = |sum: f64| 1.0 / (1.0 + libm::exp(-(slope * sum + offset)));
    let at = |place: usize| f64::from(TargetPart::LOWEST) + place as f64 / f64::from(TargetPart::A_UNIT);
    Some(core::array::from_fn(|place| (probability(at(place)) * 65_535.0).round() as u16))
}

/// Slope and offset of the logistic curve, the labels drawn a little to the middle as Platt does.
fn curve(sums: &[f64], labels: &[bool]) -> Option<(f64, f64)> {
    let positives = labels.iter().filter(|label| **label).count() as f64;
    let negatives = labels.len() as f64 - positives;
    if positives < 10.0 || negatives < 10.0 {
        return None;
    }
    let (yes, no) = ((positives + 1.0) / (positives + 2.0), 1.0 / (negatives + 2.0));
    let (mut slope, mut offset) = (1.0, libm::log(positives / negatives));
    for _ in 0..STEPS {
        let (mut gradient, mut curvature) = ([0.0; 2], [1e-9, 0.0, 1e-9]);
        for (sum, label) in sums.iter().zip(labels) {
            let probability = 1.0 / (1.0 + libm::exp(-(slope * sum + offset)));
            let wrong = if *label { yes } else { no } - probability;
            let weight = probability * (1.0 - probability);
            gradient = [gradient[0] + wrong * sum, gradient[1] + wrong];
            curvature = [curvature[0] + weight * sum * sum, curvature[1] + weight * sum, curvature[2] + weight];
        }
        let determinant = curvature[0] * curvature[2] - curvature[1] * curvature[1];
        if determinant <= 1e-12 {
            break;
        }
        slope += (gradient[0] * curvature[2] - gradient[1] * curvature[1]) / determinant;
        offset += (gradient[1] * curvature[0] - gradient[0] * curvature[1]) / determinant;
    }
    // Sums that say the opposite of what they said before say nothing.
    (slope.is_finite() && offset.is_finite() && slope > 0.0).then_some((slope, offset))
}

#[cfg(test)]
mod tests {
    use super::table;

    #[test]
    fn a_table_gives_back_the_rates_that_made_it() {
        // At a sum of −1 one of ten, at 1 nine of ten.
        let (sums, labels): (Vec<f64>, Vec<bool>) = (0..2000)
            .map(|number| {
                let high = number % 2 == 0;
                (if high { 1.0 } else { -1.0 }, high != (number / 2 % 10 == 0))
            })
            .unzip();
        let table = table(&sums, &labels).unwrap();
        let at = |place: usize| f64::from(table[place]) / 65_535.0;
        assert!((at(14) - 0.1).abs() < 0.01 && (at(18) - 0.9).abs() < 0.01, "{} {}", at(14), at(18));
        assert!(table.windows(2).all(|pair| pair[0] <= pair[1]));
    }

    #[test]
    fn sums_that_lead_astray_make_no_table() {
        let labels: Vec<bool> = (0..200).map(|number| number % 2 == 0).collect();
        let sums: Vec<f64> = labels.iter().map(|label| if *label { -0.3 } else { 0.2 }).collect();
        assert_eq!(table(&sums, &labels), None);
    }
}
