//! A picture being drawn: layers over a soft studio backdrop.

use std::fmt::Write as _;

use super::colour::Tones;
use super::pattern;

pub(super) const WOOD: &str = "#c49a68";
pub(super) const DARK_WOOD: &str = "#8a6240";
pub(super) const STEEL: &str = "#b7bdc1";
pub(super) const DARK: &str = "#35332f";
pub(super) const CREAM: &str = "#f7f1e5";
pub(super) const BRASS: &str = "#c39a4a";
pub(super) const GLOW: &str = "#ffe2a3";

/// Layers from back to front.
pub(super) struct Sketch {
    pub(super) tones: Tones,
    pub(super) pattern: String,
    /// Any number; pictures of one type differ by it.
    pub(super) variety: usize,
    fill: String,
    pattern_definition: String,
    body: String,
    names: usize,
    glows: bool,
    wall: bool,
}

impl Sketch {
    pub(super) fn new(base: &str, second: &str, pattern: &str, pinstripes: bool, variety: usize) -> Self {
        let tones = Tones::new(base, second);
        let pattern_definition = pattern::definition(pattern, &tones, pinstripes);
        let fill = if pattern_definition.is_empty() { tones.base.clone() } else { "url(#p)".to_owned() };
        Self {
            tones,
            pattern: pattern.to_owned(),
            variety,
            fill,
            pattern_definition,
            body: String::new(),
            names: 0,
            glows: false,
            wall: false,
        }
    }

    /// The thing hangs on the wall: no shadow on the floor.
    pub(super) fn hangs(&mut self) {
        self.wall = true;
    }

    /// One of two or more makes of the type.
    pub(super) fn make(&self, makes: usize) -> usize {
        self.variety % makes
    }

    /// A shaded part in the product's own colour and pattern.
    pub(super) fn cloth(&mut self, path: &str) {
        let fill = self.fill.clone();
        self.shaded(path, &fill);
    }

    /// The same on both sides.
    pub(super) fn cloths(&mut self, path: &str) {
        self.cloth(path);
        self.cloth(&mirror(path));
    }

    /// A shaded part in another colour.
    pub(super) fn shaded(&mut self, path: &str, fill: &str) {
        /// Below this length, writing the path twice is shorter than naming it.
        const WORTH_A_NAME: usize = 44;
        const EDGE: &str = "stroke=\"#0003\"";
        let _ = if path.len() < WORTH_A_NAME {
            write!(self.body, "<path d=\"{path}\" fill=\"{fill}\" {EDGE}/><path d=\"{path}\" fill=\"url(#s)\"/>")
        } else {
            self.names += 1;
            let name = self.names;
            // The path has no fill of its own, so that its repetition can have another one.
            write!(self.body, "<g fill=\"{fill}\" {EDGE}><path id=\"n{name}\" d=\"{path}\"/></g><use href=\"#n{name}\" fill=\"url(#s)\"/>")
        };
    }

    /// The same on both sides.
    pub(super) fn shadeds(&mut self, path: &str, fill: &str) {
        self.shaded(path, fill);
        self.shaded(&mirror(path), fill);
    }

    /// The other of a pair, behind and to the right of the one in front, with its sole along a line.
    pub(super) fn behind(&mut self, path: &str, fill: &str, sole: &str, sole_fill: &str) {
        let _ = write!(
            self.body,
            "<g transform=\"translate(30 -16)\"><path d=\"{path}\" fill=\"{fill}\"/><path d=\"{sole}\" stroke=\"{sole_fill}\" stroke-width=\"26\"/></g>"
        );
    }

    /// A flat part.
    pub(super) fn flat(&mut self, path: &str, fill: &str) {
        let _ = write!(self.body, "<path d=\"{path}\" fill=\"{fill}\"/>");
    }

    /// The same on both sides.
    pub(super) fn flats(&mut self, path: &str, fill: &str) {
        self.flat(&format!("{path}{}", mirror(path)), fill);
    }

    /// A see-through part.
    pub(super) fn veil(&mut self, path: &str, fill: &str, opacity: f64) {
        let _ = write!(self.body, "<path d=\"{path}\" fill=\"{fill}\" opacity=\"{opacity}\"/>");
    }

    /// Light around a lamp or a flame, fading outwards.
    pub(super) fn glow(&mut self, path: &str) {
        self.glows = true;
        let _ = write!(self.body, "<path d=\"{path}\" fill=\"url(#g)\"/>");
    }

    /// A line.
    pub(super) fn line(&mut self, path: &str, colour: &str, width: f64) {
        let _ = write!(self.body, "<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\"/>");
    }

    /// The same on both sides.
    pub(super) fn lines(&mut self, path: &str, colour: &str, width: f64) {
        self.line(&format!("{path}{}", mirror(path)), colour, width);
    }

    /// Seams: thin dark lines.
    pub(super) fn seam(&mut self, path: &str) {
        let colour = self.tones.deep.clone();
        let _ = write!(self.body, "<path d=\"{path}\" fill=\"none\" stroke=\"{colour}73\" stroke-width=\"2.5\"/>");
    }

    /// The same on both sides.
    pub(super) fn seams(&mut self, path: &str) {
        self.seam(&format!("{path}{}", mirror(path)));
    }

    /// Small round things of one size and colour.
    pub(super) fn dots(&mut self, centres: &[(i32, i32)], radius: i32, fill: &str) {
        let path: String = centres.iter().map(|&(x, y)| ellipse(x, y, radius, radius)).collect();
        let _ = write!(self.body, "<path d=\"{path}\" fill=\"{fill}\" stroke=\"#0003\"/>");
    }

    /// The finished file.
    pub(super) fn finish(self, label: &str) -> String {
        let [glow, wall, floor] = &self.tones.backdrop;
        let label = crate::text::escape(label);
        let lamp = if self.glows {
            format!(
                "<radialGradient id=\"g\"><stop stop-color=\"{GLOW}\" stop-opacity=\".85\"/><stop offset=\"1\" stop-color=\"{GLOW}\" stop-opacity=\"0\"/></radialGradient>"
            )
        } else {
            String::new()
        };
        let floor_shadow = if self.wall {
            String::new()
        } else {
            format!(
                "<ellipse cx=\"200\" cy=\"432\" rx=\"150\" ry=\"17\" fill=\"{}\" opacity=\".3\" filter=\"url(#b)\"/>",
                self.tones.shadow
            )
        };
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 400 500\"><title>{label}</title><defs>\
             <radialGradient id=\"w\" cx=\".42\" cy=\".36\" r=\".8\"><stop stop-color=\"{glow}\"/><stop offset=\".6\" stop-color=\"{wall}\"/><stop offset=\"1\" stop-color=\"{floor}\"/></radialGradient>\
             <linearGradient id=\"s\" x2=\"1\" y2=\".35\"><stop stop-color=\"#fff\" stop-opacity=\".24\"/><stop offset=\".45\" stop-color=\"#fff\" stop-opacity=\"0\"/><stop offset=\"1\" stop-color=\"#1d1006\" stop-opacity=\".26\"/></linearGradient>\
             <filter id=\"b\"><feGaussianBlur stdDeviation=\"7\"/></filter>{lamp}{}</defs>\
             <rect width=\"400\" height=\"500\" fill=\"url(#w)\"/>{floor_shadow}<g stroke-width=\"2\" stroke-linecap=\"round\" stroke-linejoin=\"round\">{}</g></svg>\n",
            self.pattern_definition, self.body
        )
    }
}

/// A closed ellipse.
pub(super) fn ellipse(x: i32, y: i32, across: i32, down: i32) -> String {
    format!("M{} {y}a{across} {down} 0 1 0 {} 0a{across} {down} 0 1 0 {} 0Z", x - across, 2 * across, -2 * across)
}

/// The path as a mirror standing at x = 200 shows it; for absolute M, L, Q, C, S and T only.
pub(super) fn mirror(path: &str) -> String {
    let mut mirrored = String::with_capacity(path.len());
    let mut number = String::new();
    let mut across = true;
    let flush = |number: &mut String, mirrored: &mut String, across: &mut bool| {
        if let Ok(value) = number.parse::<i32>() {
            if !mirrored.is_empty() && !mirrored.ends_with(|character: char| character.is_ascii_alphabetic()) {
                mirrored.push(' ');
            }
            mirrored.push_str(&if *across { 400 - value } else { value }.to_string());
            *across = !*across;
        }
        number.clear();
    };
    for character in path.chars() {
        if character.is_ascii_alphabetic() {
            flush(&mut number, &mut mirrored, &mut across);
            across = true;
            mirrored.push(character);
        } else if character == ' ' {
            flush(&mut number, &mut mirrored, &mut across);
        } else {
            number.push(character);
        }
    }
    flush(&mut number, &mut mirrored, &mut across);
    mirrored
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mirrors_stand_in_the_middle() {
        assert_eq!(mirror("M100 20Q150 30 200 40L10 5Z"), "M300 20Q250 30 200 40L390 5Z");
    }
}
