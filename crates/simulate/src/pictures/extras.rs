//! Scarves, hats, gloves, socks and umbrellas.

use std::fmt::Write as _;

use super::sketch::{CREAM, DARK_WOOD, Sketch, mirror};

pub(super) fn scarf(sketch: &mut Sketch) {
    sketch.hangs();
    let dark = sketch.tones.dark.clone();
    fringe(sketch, 116, 196, 404);
    sketch.cloth("M120 138Q110 280 112 404L198 408Q196 280 214 180Z");
    fringe(sketch, 212, 286, 372);
    sketch.cloth("M196 170Q214 270 210 370L288 376Q292 250 272 138Z");
    sketch.shaded("M126 96Q200 60 274 96Q236 124 200 124Q164 124 126 96Z", &dark);
    sketch.cloth("M112 116Q112 92 130 92Q164 128 200 128Q236 128 270 92Q288 92 288 116Q290 172 200 194Q110 172 112 116Z");
    sketch.seam("M124 140Q164 172 220 182M146 120Q180 148 262 152");
}

fn fringe(sketch: &mut Sketch, from: i32, to: i32, top: i32) {
    let mut path = String::new();
    for x in (from..=to).step_by(10) {
        let _ = write!(path, "M{x} {top}L{} {}", x - 1, top + 28);
    }
    let colour = sketch.tones.base.clone();
    sketch.line(&path, &colour, 4.0);
}

pub(super) fn beanie(sketch: &mut Sketch) {
    let dark = sketch.tones.dark.clone();
    sketch.cloth("M96 330Q88 150 200 136Q312 150 304 330Z");
    sketch.seam("M150 176Q130 240 130 306M200 142L200 306M250 176Q270 240 270 306M176 146Q164 220 164 306M224 146Q236 220 236 306");
    sketch.cloth("M84 306Q200 290 316 306Q324 350 316 398Q200 416 84 398Q76 350 84 306Z");
    sketch.seam("M104 306L104 398M128 302L128 402M152 300L152 404M176 298L176 406M200 298L200 407M224 298L224 406M248 300L248 404M272 302L272 402M296 306L296 398");
    if sketch.make(2) == 0 {
        sketch.shaded("M236 338L286 338L286 372L236 372Z", CREAM);
        sketch.line("M250 355L272 355", &dark, 3.0);
    }
}

pub(super) fn bobble_hat(sketch: &mut Sketch) {
    let (light, second, dark) = (sketch.tones.light.clone(), sketch.tones.second.clone(), sketch.tones.dark.clone());
    sketch.cloth("M100 334Q96 178 200 164Q304 178 300 334Z");
    sketch.shaded("M88 318Q200 302 312 318Q320 356 312 398Q200 414 88 398Q80 356 88 318Z", &dark);
    sketch.seam(
        "M110 318L110 398M134 314L134 402M158 312L158 404M182 311L182 406M218 311L218 406M242 312L242 404M266 314L266 402M290 318L290 398",
    );
    let pompom = if sketch.make(2) == 0 { second } else { light };
    sketch.shaded("M200 66Q216 58 228 72Q250 74 252 96Q266 112 254 130Q252 152 230 154Q214 168 196 158Q172 164 162 146Q142 138 148 116Q138 96 156 84Q162 64 184 68Q192 60 200 66Z", &pompom);
    sketch.seam("M180 92L190 104M214 88L208 102M176 128L190 122M224 124L212 118M200 140L202 126M200 112L206 108");
}

pub(super) fn gloves(sketch: &mut Sketch) {
    let dark = sketch.tones.dark.clone();
    let hand = "M92 300Q78 250 60 232Q52 218 66 212Q80 210 104 244L98 148Q98 132 110 132Q122 132 123 148L126 210L128 122Q129 108 141 108Q153 109 153 122L152 210L160 134Q162 121 173 123Q184 126 182 138L176 216L184 164Q188 152 197 156Q205 160 203 172L190 280L186 304Z";
    sketch.cloth(hand);
    sketch.shaded("M90 296Q138 288 188 300L184 400Q138 410 92 398Z", &dark);
    sketch.seam(
        "M106 298L106 400M122 294L122 402M138 294L138 403M154 295L154 402M170 297L170 400M128 214L130 250M152 214L150 250M174 220L168 252",
    );
    let other = mirror(hand);
    sketch.cloth(&other);
    let cuff = mirror("M90 296Q138 288 188 300L184 400Q138 410 92 398Z");
    sketch.shaded(&cuff, &dark);
    sketch.seam(&mirror(
        "M106 298L106 400M122 294L122 402M138 294L138 403M154 295L154 402M170 297L170 400M128 214L130 250M152 214L150 250M174 220L168 252",
    ));
}

pub(super) fn mittens(sketch: &mut Sketch) {
    let (dark, deep) = (sketch.tones.dark.clone(), sketch.tones.deep.clone());
    sketch.line("M128 400Q160 452 200 420Q240 452 272 400", &deep, 4.0);
    sketch.cloths("M84 312Q76 280 62 262Q50 244 62 232Q76 222 92 250Q86 150 132 132Q182 132 188 210Q192 262 184 312Z");
    sketch.shadeds("M82 308Q134 298 186 308L182 396Q134 406 86 396Z", &dark);
    sketch.seams("M100 308L101 398M118 305L118 401M136 304L136 402M154 305L153 400M172 307L170 398");
}

pub(super) fn socks(sketch: &mut Sketch) {
    let (dark, second) = (sketch.tones.dark.clone(), sketch.tones.second.clone());
    for shift in [70, 0] {
        let path = |points: &[(i32, i32)], shape: &str| {
            let mut text = String::new();
            let mut points = points.iter();
            for command in shape.chars() {
                let count = match command {
                    'Q' => 2,
                    'Z' => 0,
                    _ => 1,
                };
                text.push(command);
                for _ in 0..count {
                    if let Some((x, y)) = points.next() {
                        let _ = write!(text, "{} {} ", x + shift, y - shift / 3);
                    }
                }
            }
            text
        };
        let whole = [
            (110, 110),
            (190, 110),
            (192, 270),
            (206, 318),
            (250, 344),
            (282, 364),
            (272, 398),
            (262, 420),
            (226, 414),
            (160, 402),
            (120, 366),
            (104, 346),
            (108, 300),
        ];
        sketch.cloth(&path(&whole, "MLLQQQLQQZ"));
        sketch.shaded(&path(&[(108, 104), (192, 104), (192, 142), (108, 142)], "MLLLZ"), &dark);
        sketch.shaded(&path(&[(108, 306), (140, 330), (134, 374), (104, 346), (108, 306)], "MQQZ"), &second);
        sketch.shaded(&path(&[(240, 338), (284, 362), (272, 398), (260, 422), (222, 413), (216, 370), (240, 338)], "MQQQZ"), &second);
        sketch.seam(&path(&[(124, 106), (124, 140), (141, 106), (141, 140), (158, 106), (158, 140), (175, 106), (175, 140)], "MLMLMLML"));
    }
}

pub(super) fn stocking(sketch: &mut Sketch) {
    sketch.hangs();
    let second = sketch.tones.second.clone();
    sketch.line("M244 92Q262 50 272 92", &second, 6.0);
    sketch.cloth("M128 130L262 130L262 290Q264 320 292 340Q334 372 312 412Q292 440 246 424Q176 400 146 366Q122 338 126 290Z");
    sketch.shaded("M116 90Q194 80 274 90L276 160Q194 172 114 160Z", CREAM);
    sketch.seam("M126 120L130 124M150 112L156 118M180 128L186 122M214 112L220 118M246 126L252 120M166 142L170 148M232 144L238 138");
    sketch.shaded("M128 300Q156 320 150 370Q122 338 128 300Z", &second);
    sketch.shaded("M268 398Q262 360 300 346Q334 376 312 412Q298 432 272 430Q278 414 268 398Z", &second);
}

pub(super) fn umbrella(sketch: &mut Sketch) {
    let (dark, deep) = (sketch.tones.dark.clone(), sketch.tones.deep.clone());
    sketch.line("M200 230L200 388Q200 424 228 424Q254 424 254 396", DARK_WOOD, 9.0);
    sketch.line("M200 74L200 100", &deep, 6.0);
    sketch.cloth(
        "M46 244Q60 96 200 92Q340 96 354 244Q326 220 302 246Q276 220 250 246Q226 220 200 246Q174 220 150 246Q124 220 98 246Q74 220 46 244Z",
    );
    sketch.veil(
        "M200 92Q100 150 98 246Q124 220 150 246Q152 150 200 92ZM200 92Q240 150 250 246Q276 220 302 246Q296 150 200 92Z",
        &dark,
        0.3,
    );
    sketch.seam("M200 94L200 244M200 94Q150 150 150 244M200 94Q250 150 250 244M200 94Q104 140 98 244M200 94Q296 140 302 244");
}
