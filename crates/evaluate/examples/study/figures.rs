//! Markdown tables and SVG plots in `crates/figures`.

use std::fmt::Write as _;
use std::path::PathBuf;

use plotters::prelude::*;

/// Points of one line of a plot, from left to right.
pub struct Curve {
    pub name: String,
    pub points: Vec<(f64, f64)>,
}

/// Colours that also those can tell apart who see no red or green (Okabe and Ito), darkened for white paper.
const COLOURS: [RGBColor; 5] =
    [RGBColor(0, 90, 156), RGBColor(196, 78, 0), RGBColor(0, 120, 88), RGBColor(146, 60, 120), RGBColor(90, 90, 90)];

fn path(name: &str, tail: bool, ending: &str) -> PathBuf {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../figures"));
    std::fs::create_dir_all(&folder).unwrap();
    folder.join(format!("{name}{}.{ending}", if tail { "-tail" } else { "" }))
}

/// Writes a table: text to the left, numbers to the right.
pub fn table(name: &str, tail: bool, heads: &[&str], rows: &[Vec<String>]) {
    let mut text = format!("| {} |\n|{}\n", heads.join(" | "), heads.iter().map(|_| "---|").collect::<String>());
    for row in rows {
        writeln!(text, "| {} |", row.join(" | ")).unwrap();
    }
    print!("{text}");
    std::fs::write(path(name, tail, "md"), text).unwrap();
}

/// Writes a plot; `logarithmic` is said of the horizontal axis.
pub fn plot(name: &str, tail: bool, vertical: &str, horizontal: &str, curves: &[Curve], logarithmic: bool) {
    let mut svg = String::new();
    if draw(&mut svg, vertical, horizontal, curves, logarithmic).is_some() {
        std::fs::write(path(name, tail, "svg"), svg).unwrap();
    }
}

fn draw(svg: &mut String, vertical: &str, horizontal: &str, curves: &[Curve], logarithmic: bool) -> Option<()> {
    // Plots of a logarithmic axis are drawn over the tenth logarithm, which keeps one kind of chart.
    let place = |value: f64| if logarithmic { value.log10() } else { value };
    let points = || curves.iter().flat_map(|curve| &curve.points);
    let ends = |of: &dyn Fn(&(f64, f64)) -> f64| -> Option<(f64, f64)> {
        let values = || points().map(of);
        Some((values().min_by(f64::total_cmp)?, values().max_by(f64::total_cmp)?))
    };
    let (left, right) = ends(&|point| place(point.0))?;
    let (low, high) = ends(&|point| point.1)?;
    let (across, up) = ((right - left).max(1e-9) * 0.04, (high - low).max(1e-9) * 0.1);
    {
        let area = SVGBackend::with_string(svg, (640, 400)).into_drawing_area();
        area.fill(&WHITE).ok()?;
        let mut chart = ChartBuilder::on(&area)
            .margin(12)
            .x_label_area_size(44)
            .y_label_area_size(64)
            .build_cartesian_2d(left - across..right + across, (low - up).max(0.0)..high + up)
            .ok()?;
        let label = |value: &f64| if logarithmic { thousands(10_f64.powf(*value)) } else { trimmed(*value) };
        let fine = |value: &f64| trimmed(*value);
        chart
            .configure_mesh()
            .light_line_style(WHITE.mix(0.0))
            .bold_line_style(RGBColor(224, 224, 224))
            .x_desc(horizontal)
            .y_desc(vertical)
            .x_label_formatter(&label)
            .y_label_formatter(&fine)
            .x_labels(if logarithmic { (right - left).round() as usize + 1 } else { 8 })
            .y_labels(6)
            .label_style(("sans-serif", 14))
            .draw()
            .ok()?;
        for (curve, colour) in curves.iter().zip(COLOURS.iter().cycle()) {
            let line: Vec<(f64, f64)> = curve.points.iter().map(|point| (place(point.0), point.1)).collect();
            let style = colour.stroke_width(2);
            chart
                .draw_series(LineSeries::new(line.clone(), style))
                .ok()?
                .label(&curve.name)
                .legend(move |(x, y)| PathElement::new(vec![(x, y), (x + 18, y)], style));
            chart.draw_series(line.iter().map(|&point| Circle::new(point, 3, colour.filled()))).ok()?;
        }
        if curves.len() > 1 {
            chart
                .configure_series_labels()
                .position(SeriesLabelPosition::LowerRight)
                .background_style(WHITE)
                .border_style(RGBColor(200, 200, 200))
                .label_font(("sans-serif", 14))
                .draw()
                .ok()?;
        }
        area.present().ok()?;
    }
    Some(())
}

/// A number of an axis without idle zeros.
fn trimmed(value: f64) -> String {
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn thousands(value: f64) -> String {
    match value {
        _ if value >= 999_999.5 => format!("{} m", trimmed((value / 1e5).round() / 10.0)),
        _ if value >= 999.5 => format!("{} k", trimmed((value / 100.0).round() / 10.0)),
        _ => trimmed(value.round()),
    }
}
