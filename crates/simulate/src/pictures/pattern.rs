//! Patterns of cloth and clay, as one SVG `pattern` with the id `p`.

use std::fmt::Write as _;

use super::colour::Tones;

/// The definition; empty for a plain colour. `pinstripes` run down and are narrow, as on shirts.
pub(super) fn definition(pattern: &str, tones: &Tones, pinstripes: bool) -> String {
    let Tones { base, light, dark, second, .. } = tones;
    let tile = |width: u32, height: u32, ground: &str, marks: &str| {
        format!(
            "<pattern id=\"p\" width=\"{width}\" height=\"{height}\" patternUnits=\"userSpaceOnUse\"><rect width=\"{width}\" height=\"{height}\" fill=\"{ground}\"/>{marks}</pattern>"
        )
    };
    let filled = |path: &str, colour: &str| format!("<path d=\"{path}\" fill=\"{colour}\"/>");
    let stroked =
        |path: &str, colour: &str, width: &str| format!("<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\"/>");
    let veiled = |path: &str, colour: &str, opacity: &str| format!("<path d=\"{path}\" fill=\"{colour}\" opacity=\"{opacity}\"/>");
    match pattern {
        "stripes" if pinstripes => tile(18, 18, base, &filled("M0 0H6V18H0Z", second)),
        "stripes" => tile(36, 36, base, &filled("M0 0H36V14H0Z", second)),
        "breton" => tile(22, 22, "#f6f1e6", &filled("M0 6H22V13H0Z", base)),
        "checks" => {
            tile(44, 44, base, &format!("{}{}", veiled("M0 0H44V14H0ZM0 0H14V44H0Z", second, ".5"), stroked("M29 0V44M0 29H44", dark, "2")))
        }
        "gingham" => tile(26, 26, "#fbf7ef", &format!("{}{}", veiled("M0 0H26V13H0Z", base, ".6"), veiled("M0 0H13V26H0Z", base, ".6"))),
        "tartan" => tile(
            60,
            60,
            base,
            &format!(
                "{}{}{}",
                veiled("M0 6H60V26H0ZM6 0H26V60H6Z", dark, ".55"),
                stroked("M0 44H60M44 0V60", second, "3.5"),
                stroked("M0 16H60M16 0V60", "#f3e3b8", "1.5")
            ),
        ),
        "dots" => tile(
            34,
            34,
            base,
            &format!("<g fill=\"{second}\"><circle cx=\"9\" cy=\"9\" r=\"5\"/><circle cx=\"26\" cy=\"26\" r=\"5\"/></g>"),
        ),
        "herringbone" => tile(20, 12, base, &stroked("M0 12L10 2L20 12M0 6L10 -4L20 6M0 18L10 8L20 18", light, "2")),
        "floral" => tile(64, 64, base, &flowers(second, light)),
        "leaf" => tile(
            58,
            58,
            base,
            &filled(
                "M8 26Q10 6 28 4Q28 22 8 26ZM36 54Q32 36 48 28Q56 44 36 54ZM34 20Q40 8 54 10Q50 24 34 20ZM4 54Q4 42 16 38Q20 50 4 54Z",
                second,
            ),
        ),
        "cable" => tile(
            44,
            32,
            base,
            &format!(
                "{}{}",
                stroked("M12 0Q12 8 20 14T28 32M28 0Q28 8 20 14T12 32M2 0V32M38 0V32", dark, "3"),
                stroked("M10 0Q10 8 18 14T26 32M26 0Q26 8 18 14T10 32", light, "2")
            ),
        ),
        "fair isle" => tile(
            30,
            84,
            base,
            &format!(
                "{}{}",
                filled(
                    "M0 14L7 7L15 14L22 7L30 14V19L22 12L15 19L7 12L0 19ZM15 30L24 41L15 52L6 41ZM0 64H6V70H0ZM12 64H18V70H12ZM24 64H30V70H24Z",
                    second
                ),
                stroked("M0 26H30M0 56H30M0 78H30", light, "2.5")
            ),
        ),
        "ribbed" => tile(10, 10, base, &stroked("M2 0V10", dark, "2.5")),
        "speckle" => tile(
            48,
            48,
            base,
            &veiled(
                "M5 6h3v3h-3zM20 14h2v2h-2zM36 5h3v3h-3zM12 30h2v2h-2zM30 26h4v3h-4zM42 38h2v3h-2zM22 42h3v2h-3zM3 42h2v2h-2z",
                &tones.deep,
                ".7",
            ),
        ),
        "marl" => tile(14, 14, base, &stroked("M1 2l3 3M8 1l3 3M4 9l3 3M11 8l3 3", light, "1.8")),
        _ => String::new(),
    }
}

fn flowers(petals: &str, leaves: &str) -> String {
    let mut marks =
        format!("<g fill=\"{leaves}\"><path d=\"M4 34Q10 22 20 32Q12 40 4 34ZM40 10Q50 2 56 12Q48 18 40 10Z\"/></g><g fill=\"{petals}\">");
    for (x, y, size) in [(18, 18, 5), (48, 44, 6), (10, 54, 3)] {
        for (right, down) in [(0, -1), (1, 0), (0, 1), (-1, 0)] {
            let _ = write!(marks, "<circle cx=\"{}\" cy=\"{}\" r=\"{size}\"/>", x + right * size, y + down * size);
        }
    }
    marks.push_str("</g><g fill=\"#f2c14e\"><circle cx=\"18\" cy=\"18\" r=\"3\"/><circle cx=\"48\" cy=\"44\" r=\"4\"/></g>");
    marks
}
