//! Toys, paper and Christmas.

use std::fmt::Write as _;

use super::sketch::{BRASS, CREAM, DARK, Sketch, WOOD, ellipse};

pub(super) fn plush(sketch: &mut Sketch) {
    let (dark, light, deep) = (sketch.tones.dark.clone(), sketch.tones.light.clone(), sketch.tones.deep.clone());
    let rabbit = sketch.make(3) == 0;
    let fox = sketch.make(3) == 1;
    sketch.cloths("M140 280Q96 292 92 350Q104 372 126 356L156 320Z");
    sketch.cloths("M150 372Q104 366 96 404Q104 432 150 428Q184 420 178 388Z");
    sketch.cloth("M200 244Q264 250 268 336Q268 412 200 416Q132 412 132 336Q136 250 200 244Z");
    sketch.shaded(&ellipse(200, 340, 42, 54), &light);
    if rabbit {
        sketch.cloths("M160 148Q118 70 140 50Q172 44 188 136Z");
        sketch.flats("M160 134Q136 84 146 70Q164 74 174 130Z", "#e5b3a8");
    } else if fox {
        sketch.cloths("M122 176Q104 104 120 88Q156 100 180 136Z");
        sketch.flats("M132 150Q124 116 128 108Q148 118 160 136Z", &deep);
    } else {
        sketch.cloths("M146 160Q104 156 106 122Q118 92 152 104Q172 120 172 140Z");
        sketch.flats("M146 148Q122 144 124 126Q132 112 150 118Q160 126 160 138Z", &light);
    }
    sketch.cloth("M200 116Q286 120 288 196Q284 266 200 268Q116 266 112 196Q114 120 200 116Z");
    sketch.shaded(&ellipse(200, 226, 40, 30), &light);
    sketch.dots(&[(164, 190), (236, 190)], 8, DARK);
    sketch.flat("M186 210Q200 204 214 210Q208 226 200 226Q192 226 186 210Z", DARK);
    sketch.line("M200 226L200 238M184 242Q192 248 200 238Q208 248 216 242", DARK, 3.5);
    sketch.lines("M118 398Q128 388 140 398", &dark, 3.0);
    sketch.shaded("M146 262Q200 282 254 262L258 278Q200 300 142 278Z", "#b5503c");
}

pub(super) fn train(sketch: &mut Sketch) {
    let (dark, second) = (sketch.tones.dark.clone(), sketch.tones.second.clone());
    sketch.line("M20 424L380 424", "#9b7c54", 8.0);
    sketch.shaded("M28 300L150 300L150 384L28 384Z", &second);
    sketch.shaded("M40 250L66 220L112 226L138 252L138 300L40 300Z", WOOD);
    sketch.line("M150 366L190 366", DARK, 8.0);
    sketch.cloth("M186 196L270 196L270 384L186 384Z");
    sketch.shaded("M176 178Q228 162 282 178L282 200L176 200Z", &dark);
    sketch.shaded("M204 218L252 218L252 268L204 268Z", CREAM);
    sketch.cloth("M268 280L348 280Q370 284 370 332L370 384L268 384Z");
    sketch.shaded("M304 280L300 220L340 220L336 280Z", &dark);
    sketch.shaded("M294 204L346 204L346 224L294 224Z", WOOD);
    sketch.shaded("M366 360L388 400L360 400Z", &dark);
    sketch.dots(&[(60, 392), (120, 392), (290, 392), (346, 392)], 28, WOOD);
    sketch.dots(&[(222, 386)], 34, WOOD);
    sketch.dots(&[(60, 392), (120, 392), (222, 386), (290, 392), (346, 392)], 8, "#b5503c");
    sketch.dots(&[(316, 190), (328, 160)], 9, CREAM);
}

pub(super) fn notebook(sketch: &mut Sketch) {
    let (dark, deep, second) = (sketch.tones.dark.clone(), sketch.tones.deep.clone(), sketch.tones.second.clone());
    sketch.shaded("M106 104L312 88Q322 88 323 98L338 404Q338 414 328 415L122 430Z", CREAM);
    sketch.line("M318 100L332 404M324 100L336 400", "#cfc4b0", 2.0);
    sketch.cloth("M84 96L286 80Q300 80 301 92L318 400Q318 412 306 413L104 428Q90 428 89 416L72 110Q72 98 84 96Z");
    sketch.shaded("M84 96L112 94L130 426L104 428Q90 428 89 416L72 110Q72 98 84 96Z", &dark);
    if sketch.make(2) == 0 {
        sketch.line("M264 82L284 414", &deep, 8.0);
    } else {
        sketch.flat("M196 424L216 422L218 460L206 450L196 462Z", "#b5503c");
    }
    if sketch.pattern == "plain" {
        sketch.line("M166 190L236 184L240 250L170 256Z", &second, 3.0);
        sketch.line("M182 212L224 208M184 230L212 228", &second, 4.0);
    } else {
        sketch.shaded("M162 188L240 182L244 250L166 256Z", CREAM);
        sketch.line("M180 210L224 206M182 230L212 228", &dark, 4.0);
    }
}

pub(super) fn cards(sketch: &mut Sketch) {
    let (dark, light) = (sketch.tones.dark.clone(), sketch.tones.light.clone());
    sketch.shaded("M64 190L262 150L300 352L104 394Z", CREAM);
    sketch.line("M64 190L192 282L262 150", &dark, 3.0);
    sketch.shaded("M132 128L318 104L346 330L160 352Z", &light);
    sketch.cloth("M96 150L290 146L294 420L100 422Z");
    sketch.shaded("M142 232L246 230L248 330L144 332Z", CREAM);
    sketch.line("M168 268Q194 246 222 266M168 292L222 290", &dark, 4.0);
}

pub(super) fn baubles(sketch: &mut Sketch) {
    sketch.hangs();
    let (dark, light) = (sketch.tones.dark.clone(), sketch.tones.light.clone());
    sketch.line("M120 0L120 168M282 0L282 96M214 0L214 268", BRASS, 3.0);
    let parts = [(120, 240, 70), (282, 160, 62), (224, 358, 86)];
    for (turn, (x, y, radius)) in parts.into_iter().enumerate() {
        sketch.shaded(
            &format!(
                "M{} {}L{} {}L{} {}L{} {}Z",
                x - 14,
                y - radius - 16,
                x + 14,
                y - radius - 16,
                x + 16,
                y - radius + 6,
                x - 16,
                y - radius + 6
            ),
            BRASS,
        );
        let ball = ellipse(x, y, radius, radius);
        if turn == 1 && sketch.pattern == "plain" {
            sketch.shaded(&ball, &dark);
        } else {
            sketch.cloth(&ball);
        }
        sketch.veil(&ellipse(x - radius / 3, y - radius / 3, radius / 4, radius / 5), "#fff", 0.6);
        sketch.veil(
            &format!(
                "M{} {}Q{x} {} {} {}Q{x} {} {} {}Z",
                x - radius + 4,
                y + 18,
                y + radius / 2 + 22,
                x + radius - 4,
                y + 18,
                y + radius / 2,
                x - radius + 4,
                y + 18
            ),
            &light,
            0.5,
        );
    }
}

pub(super) fn wreath(sketch: &mut Sketch) {
    sketch.hangs();
    let ribbon = sketch.tones.base.clone();
    // Sixteen points on a circle of 1000, clockwise from the top.
    let ring = [(0, -100), (38, -92), (71, -71), (92, -38), (100, 0), (92, 38), (71, 71), (38, 92)];
    let mut sprigs = [String::new(), String::new()];
    for (turn, (right, down)) in ring.into_iter().flat_map(|(x, y)| [(x, y), (-x, -y)]).enumerate() {
        for (layer, sprig) in sprigs.iter_mut().enumerate() {
            let far = 116 + layer as i32 * 26 - (turn % 3) as i32 * 8;
            let (x, y) = (200 + right * far / 100, 236 + down * far / 100);
            // A leaf points along the ring and a little outwards.
            let (along, across) =
                ((-down * 44 / 100 + right * 20 / 100, right * 44 / 100 + down * 20 / 100), (right * 24 / 100, down * 24 / 100));
            let _ = write!(
                sprig,
                "M{} {}Q{} {} {} {}Q{} {} {} {}Z",
                x - along.0,
                y - along.1,
                x + across.0,
                y + across.1,
                x + along.0,
                y + along.1,
                x - across.0,
                y - across.1,
                x - along.0,
                y - along.1
            );
        }
    }
    let greens = ["#3a5a40", "#6d8c60"];
    for (layer, sprig) in sprigs.iter().enumerate() {
        sketch.flat(sprig, greens[layer]);
    }
    sketch.dots(&[(262, 128), (316, 208), (304, 288), (96, 288), (84, 208), (138, 128)], 9, "#b8403a");
    sketch.shaded("M196 362Q150 326 130 348Q128 392 196 380Q264 392 272 348Q250 326 204 362Z", &ribbon);
    sketch.shaded("M188 376L168 456L190 444L202 382L214 444L236 454L212 376Z", &ribbon);
}

pub(super) fn gift_card(sketch: &mut Sketch) {
    let second = sketch.tones.second.clone();
    sketch.shaded("M64 190L330 170Q342 170 343 182L352 360Q352 372 340 373L78 392Q66 392 65 380L54 204Q54 192 64 190Z", CREAM);
    sketch.cloth("M56 160L322 140Q334 140 335 152L344 330Q344 342 332 343L70 362Q58 362 57 350L46 174Q46 162 56 160Z");
    sketch.shaded("M150 152L184 150L196 354L162 356Z", &second);
    sketch.shaded("M48 226L338 206L340 236L50 256Z", &second);
    sketch.shaded("M168 236Q120 190 108 220Q112 262 166 248Q222 254 226 212Q208 186 172 236Z", BRASS);
    sketch.line("M226 296L310 290M226 314L282 310", CREAM, 5.0);
}
