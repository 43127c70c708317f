//! Colours as numbers, and what is mixed from them.

/// Red, green and blue from 0 to 255.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rgb(pub(super) [f64; 3]);

impl Rgb {
    /// From six hexadecimal digits; black where they are not.
    pub(super) fn hex(text: &str) -> Self {
        let number = u32::from_str_radix(text, 16).unwrap_or(0);
        Self([f64::from(number >> 16 & 255), f64::from(number >> 8 & 255), f64::from(number & 255)])
    }

    /// A share of `other` in this.
    pub(super) fn mix(self, other: Self, share: f64) -> Self {
        let mut mixed = self.0;
        for (part, other) in mixed.iter_mut().zip(other.0) {
            *part += (other - *part) * share;
        }
        Self(mixed)
    }

    /// How bright it looks, 0 to 1.
    pub(super) fn brightness(self) -> f64 {
        let [red, green, blue] = self.0;
        (0.299 * red + 0.587 * green + 0.114 * blue) / 255.0
    }

    /// As CSS writes it.
    pub(super) fn css(self) -> String {
        let [red, green, blue] = self.0.map(|part| part.round().clamp(0.0, 255.0) as u8);
        format!("#{red:02x}{green:02x}{blue:02x}")
    }
}

/// The colours of one picture.
#[derive(Clone, Debug)]
pub(super) struct Tones {
    pub(super) base: String,
    pub(super) light: String,
    pub(super) dark: String,
    pub(super) deep: String,
    /// The other colour of a pattern: stands out from the base.
    pub(super) second: String,
    pub(super) backdrop: [String; 3],
    pub(super) shadow: String,
}

impl Tones {
    pub(super) fn new(base: &str, second: &str) -> Self {
        let (base, second) = (Rgb::hex(base), Rgb::hex(second));
        let (white, black) = (Rgb::hex("fffaf2"), Rgb::hex("1d1712"));
        let bright = base.brightness();
        // Two colours of much the same brightness blur into one: take cream or a shade of the base instead.
        let apart = (second.brightness() - bright).abs();
        let second = match () {
            () if apart > 0.22 => second,
            () if bright > 0.6 => base.mix(black, 0.45),
            () => base.mix(white, 0.78),
        };
        // Pale things stand before a deeper wall, all others before a pale one of their own hue.
        let wall = if bright > 0.74 { base.mix(Rgb::hex("b3a48f"), 0.6) } else { base.mix(Rgb::hex("f4eee4"), 0.80) };
        Self {
            base: base.css(),
            light: base.mix(white, 0.38).css(),
            dark: base.mix(black, 0.28).css(),
            deep: base.mix(black, 0.55).css(),
            second: second.css(),
            backdrop: [wall.mix(white, 0.5).css(), wall.css(), wall.mix(black, 0.09).css()],
            shadow: wall.mix(black, 0.55).css(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_there_and_back() {
        assert_eq!(Rgb::hex("2f4468").css(), "#2f4468");
    }

    #[test]
    fn pattern_colours_stand_out() {
        for (base, second) in [("2a2a2c", "3d3f42"), ("f1ede4", "ece0c8"), ("ee8370", "8fbfe0")] {
            let tones = Tones::new(base, second);
            let bright = |css: &str| Rgb::hex(&css[1..]).brightness();
            assert!((bright(&tones.base) - bright(&tones.second)).abs() > 0.2, "{base} {second}");
        }
    }
}
