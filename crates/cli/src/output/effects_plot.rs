//! The picture of the effects beside the model card: a point and its 95 % interval for each, over the logarithm of the factor.

use crate::output::effects::Effect;
use plotters::prelude::*;

/// Height of a line, and what title and axis take.
const LINE: i32 = 20;
const AROUND: i32 = 86;
const WIDTH: i32 = 900;
/// Where the axis begins: as far as the longest names reach.
const NAMES: i32 = 420;
/// Strongest effects that a picture shows; all of them are in the card.
const MOST: usize = 120;

/// More often than else, and less often: colours that also those can tell apart who see no red or green (Okabe and Ito), darkened for white paper.
const MORE: RGBColor = RGBColor(0, 90, 156);
const LESS: RGBColor = RGBColor(196, 78, 0);

/// Draws; nothing where there are no effects.
pub fn draw(effects: &[Effect]) -> Option<String> {
    let strongest = strongest(effects);
    let (first, rows) = (strongest.first()?, strongest.len());
    let ends = strongest.iter().fold((first.low, first.high), |(low, high), effect| (low.min(effect.low), high.max(effect.high)));
    // At least from a half to the double, so that small effects look small.
    let (left, right) = (ends.0.min(0.5).log2() - 0.1, ends.1.max(2.0).log2() + 0.1);
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, (WIDTH as u32, (AROUND + LINE * rows as i32) as u32)).into_drawing_area();
        area.fill(&WHITE).ok()?;
        let mut chart = ChartBuilder::on(&area)
            .margin(12)
            .margin_left(NAMES)
            .caption("What circumstances change", ("sans-serif", 18))
            .x_label_area_size(40)
            .build_cartesian_2d(left..right, 0.0..rows as f64)
            .ok()?;
        chart
            .configure_mesh()
            .disable_y_mesh()
            .light_line_style(WHITE.mix(0.0))
            .bold_line_style(RGBColor(224, 224, 224))
            .x_desc("visits about the category, in multiples of those else; line: 95 % interval")
            .x_label_formatter(&|place| format!("× {}", trimmed(place.exp2())))
            .x_labels(5)
            .label_style(("sans-serif", 14))
            .draw()
            .ok()?;
        chart.draw_series(std::iter::once(PathElement::new(vec![(0.0, 0.0), (0.0, rows as f64)], BLACK.stroke_width(1)))).ok()?;
        for (row, effect) in strongest.iter().enumerate() {
            let height = (rows - row) as f64 - 0.5;
            let colour = if effect.factor >= 1.0 { MORE } else { LESS };
            let line = vec![(effect.low.log2(), height), (effect.high.log2(), height)];
            chart.draw_series(std::iter::once(PathElement::new(line, colour.stroke_width(2)))).ok()?;
            chart.draw_series(std::iter::once(Circle::new((effect.factor.log2(), height), 4, colour.filled()))).ok()?;
            let (_, at) = chart.backend_coord(&(0.0, height));
            let name = format!("{}: {}, {}", effect.dimension, effect.value, shortened(&effect.category));
            area.draw_text(&name, &("sans-serif", 14).into_text_style(&area), (14, at - 7)).ok()?;
        }
        area.present().ok()?;
    }
    Some(svg)
}

/// As many as a picture shows, in their order.
fn strongest(effects: &[Effect]) -> Vec<&Effect> {
    let mut sizes: Vec<f64> = effects.iter().map(|effect| effect.factor.ln().abs()).collect();
    sizes.sort_by(|left, right| right.total_cmp(left));
    let least = sizes.get(MOST - 1).copied().unwrap_or(0.0);
    effects.iter().filter(|effect| effect.factor.ln().abs() >= least).take(MOST).collect()
}

/// The most special name of a category; those above it make lines too long.
fn shortened(category: &str) -> &str {
    category.rsplit(" > ").next().unwrap_or(category)
}

/// A number without idle zeros.
fn trimmed(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::{MOST, draw};
    use crate::output::effects::Effect;

    fn effect(factor: f64) -> Effect {
        let (dimension, value, category) = ("device".to_owned(), "phone".to_owned(), "Shoes > Boots & <more>".to_owned());
        Effect { dimension, value, category, factor, low: factor * 0.8, high: factor * 1.2, visits: 50, expected: 25 }
    }

    #[test]
    fn each_effect_has_its_line_and_no_markup_of_the_shop_gets_in() {
        let svg = draw(&[effect(2.0), effect(0.5)]).unwrap();
        assert_eq!(svg.matches("<circle").count(), 2);
        assert!(svg.contains("Boots &amp; &lt;more&gt;") && !svg.contains("<more>"));
    }

    #[test]
    fn no_effects_make_no_picture() {
        assert_eq!(draw(&[]), None);
    }

    #[test]
    fn of_many_the_strongest_are_shown() {
        let many: Vec<Effect> = (0..MOST + 30).map(|number| effect(1.1 + number as f64 / 100.0)).collect();
        assert_eq!(draw(&many).unwrap().matches("<circle").count(), MOST);
    }
}
