//! Is something bought in this session? The learner of intents beside a library of boosted trees, on the same folds of a public set.
//!
//! The set's rows are whole sessions (Sakar and others, "Real-time prediction of online shoppers' purchasing intention", 2019). Its
//! columns `PageValues`, `BounceRates` and `ExitRates` are left out: the first is known from the purchase, the others are averages of
//! pages over all visitors, which no page knows.

use forust_ml::metric::Metric;
use forust_ml::{GradientBooster, Matrix};
use vitrine_engine::intent::probability;
use vitrine_format::{FEATURE_COUNT, Target};
use vitrine_train::grow_target;

use crate::figures::table;
use crate::probabilities::{area, calibration_error};
use crate::sets;

const FOLDS: usize = 10;
/// Columns by name, without those that are left out.
const COLUMNS: [&str; 14] = [
    "Administrative",
    "Administrative_Duration",
    "Informational",
    "Informational_Duration",
    "ProductRelated",
    "ProductRelated_Duration",
    "SpecialDay",
    "Month",
    "OperatingSystems",
    "Browser",
    "Region",
    "TrafficType",
    "VisitorType",
    "Weekend",
];
/// Of those, what the engine is not told: kinds of software and places.
const NOT_TOLD: [&str; 3] = ["OperatingSystems", "Browser", "Region"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "June", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const VISITORS: [&str; 3] = ["Other", "New_Visitor", "Returning_Visitor"];

/// Sessions: a number a column, and whether something was bought.
struct Visits {
    rows: Vec<Vec<f32>>,
    labels: Vec<bool>,
    folds: Vec<usize>,
}

/// What a learner said of the sessions of each fold.
type Answers = [Vec<(f64, bool)>; FOLDS];

pub fn purchase() {
    let Some(text) = sets::text("shoppers_intention/online_shoppers_intention.csv.gz") else { return };
    let mut rows = Vec::new();
    for (known, columns) in [
        ("all 14 columns", COLUMNS.to_vec()),
        ("without system, browser and region", COLUMNS.into_iter().filter(|column| !NOT_TOLD.contains(column)).collect()),
    ] {
        let visits = Visits::read(&text, &columns);
        let own = answers(&visits, own);
        rows.push(row(known, "ours", &own, &own));
        for depth in [3, 6] {
            let theirs = answers(&visits, |visits, fold| library(visits, fold, depth));
            rows.push(row(known, &format!("`forust-ml`, depth {depth}"), &theirs, &own));
        }
    }
    let heads = [
        "known",
        "learner",
        "area under the curve (mean ± standard deviation of 10 folds)",
        "ours more by (95 % of the mean)",
        "calibration error",
    ];
    table("purchase", false, &heads, &rows);
}

fn row(known: &str, name: &str, theirs: &Answers, own: &Answers) -> Vec<String> {
    let areas = theirs.clone().map(area);
    let (mean, deviation) = spread(&areas);
    let more: Vec<f64> = own.clone().map(area).iter().zip(areas).map(|(own, theirs)| own - theirs).collect();
    let (by, of_more) = spread(&more);
    // Student's t of nine degrees of freedom.
    let half = 2.262 * of_more / (FOLDS as f64).sqrt();
    vec![
        known.to_owned(),
        name.to_owned(),
        format!("{mean:.4} ± {deviation:.4}"),
        if name == "ours" { String::new() } else { format!("{by:+.4} ({:+.4} to {:+.4})", by - half, by + half) },
        format!("{:.4}", calibration_error(theirs.concat())),
    ]
}

/// Mean and standard deviation.
fn spread(values: &[f64]) -> (f64, f64) {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    (mean, (values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / (count - 1.0)).sqrt())
}

fn answers(visits: &Visits, learner: impl Fn(&Visits, usize) -> Vec<f64>) -> Answers {
    std::array::from_fn(|fold| learner(visits, fold).into_iter().zip(visits.of(fold).map(|row| visits.labels[row])).collect())
}

/// What the trees and the table of a build say of a fold, learned on the others.
fn own(visits: &Visits, fold: usize) -> Vec<f64> {
    let wide = |row: usize| {
        let mut values = [0.0; FEATURE_COUNT];
        // The learner does not look at the features' names.
        values[..visits.rows[row].len()].copy_from_slice(&visits.rows[row]);
        values
    };
    let learned: Vec<usize> = visits.but(fold).collect();
    let rows: Vec<[f32; FEATURE_COUNT]> = learned.iter().map(|row| wide(*row)).collect();
    let labels: Vec<bool> = learned.iter().map(|row| visits.labels[*row]).collect();
    let part = grow_target(Target::Purchase, &rows, &labels, grown(rows.len()), rows.len()).unwrap();
    visits.of(fold).map(|row| f64::from(probability(&part, &wide(row)))).collect()
}

/// The same from the library: trees of this depth in small steps, as many as the sessions that stop ours like.
fn library(visits: &Visits, fold: usize, depth: usize) -> Vec<f64> {
    let columns = visits.rows[0].len();
    let values = |rows: &[usize]| -> Vec<f64> {
        (0..columns).flat_map(|column| rows.iter().map(move |row| f64::from(visits.rows[*row][column]))).collect()
    };
    let labels = |rows: &[usize]| -> Vec<f64> { rows.iter().map(|row| f64::from(u8::from(visits.labels[*row]))).collect() };
    let learned: Vec<usize> = visits.but(fold).collect();
    let (grown, stopped) = learned.split_at(grown(learned.len()));
    let asked: Vec<usize> = visits.of(fold).collect();
    let (values_grown, values_stopped, values_asked) = (values(grown), values(stopped), values(&asked));
    let (labels_grown, labels_stopped) = (labels(grown), labels(stopped));
    let even = vec![1.0; stopped.len()];
    let later = vec![(Matrix::new(&values_stopped, stopped.len(), columns), labels_stopped.as_slice(), even.as_slice())];
    let mut booster = GradientBooster::default()
        .set_max_depth(depth)
        .set_learning_rate(0.1)
        .set_iterations(500)
        .set_evaluation_metric(Some(Metric::LogLoss))
        .set_early_stopping_rounds(Some(20))
        .set_parallel(false);
    booster.fit_unweighted(&Matrix::new(&values_grown, grown.len(), columns), &labels_grown, Some(later)).unwrap();
    let sums = booster.predict(&Matrix::new(&values_asked, asked.len(), columns), false);
    sums.into_iter().map(|sum| 1.0 / (1.0 + (-sum).exp())).collect()
}

/// Of a training part, the sessions that trees grow on; the rest stops them, and calibrates ours.
fn grown(learned: usize) -> usize {
    learned * 4 / 5
}

impl Visits {
    /// Reads these columns; folds are drawn by a fixed seed, each with the set's share of purchases.
    fn read(text: &str, columns: &[&str]) -> Visits {
        let mut lines = text.lines().map(|line| line.split(';').collect::<Vec<&str>>());
        let heads = lines.next().unwrap();
        let place = |name: &str| heads.iter().position(|head| *head == name).unwrap();
        let (columns, bought): (Vec<usize>, usize) = (columns.iter().map(|name| place(name)).collect(), place("Revenue"));
        let lines: Vec<Vec<&str>> = shuffled(lines.collect());
        let rows = lines.iter().map(|line| columns.iter().map(|column| number(line[*column])).collect()).collect();
        let labels: Vec<bool> = lines.iter().map(|line| line[bought] == "TRUE").collect();
        let mut dealt = [0_usize; 2];
        let folds = labels
            .iter()
            .map(|label| {
                let dealt = &mut dealt[usize::from(*label)];
                *dealt += 1;
                *dealt % FOLDS
            })
            .collect();
        Visits { rows, labels, folds }
    }

    fn of(&self, fold: usize) -> impl Iterator<Item = usize> {
        (0..self.rows.len()).filter(move |row| self.folds[*row] == fold)
    }

    fn but(&self, fold: usize) -> impl Iterator<Item = usize> {
        (0..self.rows.len()).filter(move |row| self.folds[*row] != fold)
    }
}

/// A value as a number: months and visitors by their place in the year and in [`VISITORS`].
fn number(value: &str) -> f32 {
    let place = |names: &[&str]| names.iter().position(|name| *name == value);
    match value {
        "TRUE" => 1.0,
        "FALSE" => 0.0,
        _ => value.parse().unwrap_or_else(|_| place(&MONTHS).or_else(|| place(&VISITORS)).unwrap() as f32),
    }
}

/// In an order that a fixed seed draws (Fisher and Yates).
fn shuffled<T>(mut values: Vec<T>) -> Vec<T> {
    let mut state = 1_u64;
    for end in (1..values.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        values.swap(end, ((state >> 33) % (end as u64 + 1)) as usize);
    }
    values
}
