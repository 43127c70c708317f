//! Candles, lamps, bedding and bath.

use std::fmt::Write as _;

use super::sketch::{BRASS, CREAM, DARK, DARK_WOOD, GLOW, STEEL, Sketch, WOOD, ellipse};

fn flame(sketch: &mut Sketch, x: i32, y: i32) {
    sketch.glow(&ellipse(x, y - 20, 90, 96));
    sketch.line(&format!("M{x} {y}L{x} {}", y - 16), DARK, 3.0);
    sketch.flat(&format!("M{x} {}Q{} {} {x} {}Q{} {} {x} {}Z", y - 58, x + 22, y - 24, y - 6, x - 22, y - 24, y - 58), "#f6a93b");
    sketch.flat(&format!("M{x} {}Q{} {} {x} {}Q{} {} {x} {}Z", y - 38, x + 10, y - 18, y - 8, x - 10, y - 18, y - 38), "#fff1c4");
}

pub(super) fn candle(sketch: &mut Sketch) {
    let (dark, light) = (sketch.tones.dark.clone(), sketch.tones.light.clone());
    let tall = sketch.make(2) == 0;
    let top = if tall { 196 } else { 232 };
    flame(sketch, 200, top + 8);
    sketch.cloth(&format!("M100 {top}L300 {top}L294 402Q290 424 268 424L132 424Q110 424 106 402Z"));
    sketch.shaded(&ellipse(200, top, 100, 22), &dark);
    sketch.flat(&ellipse(200, top + 4, 88, 16), CREAM);
    sketch.line(&format!("M200 {}L200 {}", top + 4, top - 8), DARK, 3.0);
    sketch.shaded("M142 284L258 284L258 376L142 376Z", CREAM);
    sketch.line("M160 312L240 312M172 334L228 334M184 354L216 354", &dark, 4.0);
    sketch.veil(&format!("M116 {}L130 {}L132 400L122 400Z", top + 30, top + 32), &light, 0.6);
}

pub(super) fn diffuser(sketch: &mut Sketch) {
    let (dark, light) = (sketch.tones.dark.clone(), sketch.tones.light.clone());
    sketch.line("M196 230L118 58M198 230L158 44M200 230L196 40M202 230L238 46M204 230L282 62M206 230L312 92", DARK_WOOD, 5.0);
    sketch.shaded("M172 196L228 196L228 240L172 240Z", BRASS);
    if sketch.make(2) == 0 {
        sketch.cloth("M174 238L226 238Q230 262 262 276Q288 290 288 326L288 400Q286 424 264 424L136 424Q114 424 112 400L112 326Q112 290 138 276Q170 262 174 238Z");
    } else {
        sketch.cloth("M174 238L226 238L230 262Q306 290 300 372Q290 424 200 424Q110 424 100 372Q94 290 170 262Z");
    }
    sketch.shaded("M148 312L252 312L252 392L148 392Z", CREAM);
    sketch.line("M166 336L234 336M178 356L222 356M188 374L212 374", &dark, 4.0);
    sketch.veil("M126 320Q126 300 138 292L138 396L128 396Z", &light, 0.7);
}

pub(super) fn pillars(sketch: &mut Sketch) {
    let (dark, light) = (sketch.tones.dark.clone(), sketch.tones.light.clone());
    sketch.shaded("M60 410Q200 396 340 410Q344 430 200 434Q56 430 60 410Z", WOOD);
    for (x, top, half, lit) in [(128, 246, 44, true), (216, 166, 42, true), (296, 300, 40, false)] {
        if lit {
            flame(sketch, x, top);
        } else {
            sketch.line(&format!("M{x} {top}L{} {}", x + 3, top - 18), DARK, 3.0);
        }
        sketch.cloth(&format!("M{} {top}L{} {top}L{} 412Q{x} 422 {} 412Z", x - half, x + half, x + half, x - half));
        sketch.shaded(&ellipse(x, top, half, 10), &light);
        sketch.line(&format!("M{} {}Q{} {} {} {}", x - half + 8, top + 12, x - half + 12, top + 40, x - half + 9, top + 54), &dark, 2.0);
    }
}

pub(super) fn table_lamp(sketch: &mut Sketch, material: &str) {
    let light = sketch.tones.light.clone();
    sketch.glow(&ellipse(200, 190, 196, 180));
    let wooden = material == "linen shade";
    match sketch.make(3) {
        0 => {
            sketch.cloth("M200 258Q276 268 278 336Q274 410 236 424L164 424Q126 410 122 336Q124 268 200 258Z");
            sketch.veil("M146 330Q148 290 178 278Q160 310 162 360Z", &light, 0.5);
        }
        1 => {
            sketch.cloth("M186 240L214 240L222 330Q280 344 284 404Q284 424 264 424L136 424Q116 424 116 404Q120 344 178 330Z");
        }
        _ => {
            sketch.cloth("M190 240L210 240L210 396L190 396Z");
            sketch.cloth("M130 408Q132 392 200 390Q268 392 270 408Q270 424 256 424L144 424Q130 424 130 408Z");
            sketch.cloth(&ellipse(200, 320, 34, 30));
        }
    }
    let shade = if wooden { "#f2e2c2" } else { CREAM };
    sketch.shaded("M148 96L252 96L316 246Q200 264 84 246Z", shade);
    sketch.veil("M160 240L184 110L216 110L240 240Q200 250 160 240Z", GLOW, 0.7);
    sketch.line("M86 245Q200 263 314 245M148 97L252 97", BRASS, 3.0);
}

pub(super) fn pendant(sketch: &mut Sketch, material: &str) {
    sketch.hangs();
    let (dark, light) = (sketch.tones.dark.clone(), sketch.tones.light.clone());
    sketch.line("M200 0L200 150", DARK, 4.0);
    sketch.glow(&ellipse(200, 330, 196, 160));
    match material {
        "washi paper" => {
            sketch.cloth("M170 128L230 128Q330 170 330 256Q330 342 230 384L170 384Q70 342 70 256Q70 170 170 128Z");
            sketch.seam("M132 152Q200 162 268 152M98 188Q200 202 302 188M78 226Q200 242 322 226M72 264Q200 280 328 264M82 304Q200 320 318 304M108 342Q200 356 292 342");
            sketch.veil(&ellipse(200, 256, 84, 96), GLOW, 0.6);
        }
        "rattan" => {
            sketch.cloth("M168 150L232 150Q322 200 346 330Q200 358 54 330Q78 200 168 150Z");
            sketch.seam("M180 150L96 334M200 150L148 342M200 150L200 346M200 150L252 342M220 150L304 334M138 176Q200 190 262 176M106 220Q200 240 294 220M82 268Q200 292 318 268M62 312Q200 340 338 312");
            sketch.flat(&ellipse(200, 336, 140, 18), &dark);
            sketch.veil(&ellipse(200, 340, 60, 12), GLOW, 0.9);
        }
        _ => {
            sketch.shaded("M176 132L224 132L232 166L168 166Z", BRASS);
            if sketch.make(2) == 0 {
                sketch.cloth("M168 164L232 164Q340 190 352 322Q200 344 48 322Q60 190 168 164Z");
            } else {
                sketch.cloth("M170 164L230 164L246 226Q322 250 332 322Q200 344 68 322Q78 250 154 226Z");
            }
            sketch.flat(&ellipse(200, 324, 146, 17), CREAM);
            sketch.dots(&[(200, 332)], 24, GLOW);
            sketch.line("M110 268Q132 214 178 196", &light, 5.0);
        }
    }
}

pub(super) fn floor_lamp(sketch: &mut Sketch) {
    let dark = sketch.tones.dark.clone();
    sketch.glow(&ellipse(220, 160, 180, 150));
    if sketch.make(2) == 0 {
        let base = sketch.tones.base.clone();
        sketch.line("M200 180L120 430M200 180L280 430M200 180L206 436", &base, 10.0);
        sketch.line("M158 312L242 312", &dark, 5.0);
        sketch.shaded("M124 64L276 64L288 190L112 190Z", CREAM);
        sketch.veil("M160 186L172 70L228 70L240 186Z", GLOW, 0.7);
        sketch.line("M113 189L287 189M124 65L276 65", &dark, 4.0);
    } else {
        let base = sketch.tones.base.clone();
        sketch.line("M110 424L110 112Q112 62 176 64L252 84", &base, 9.0);
        sketch.cloth("M56 424Q60 404 110 402Q160 404 164 424Q160 436 110 438Q60 436 56 424Z");
        sketch.cloth("M262 66Q330 90 332 178Q262 196 198 146Q212 84 262 66Z");
        sketch.flat("M332 176Q262 196 200 146Q260 156 332 176Z", CREAM);
    }
}

pub(super) fn duvet(sketch: &mut Sketch) {
    let (light, dark) = (sketch.tones.light.clone(), sketch.tones.dark.clone());
    sketch.shaded("M40 96Q200 76 360 96L360 250L40 250Z", WOOD);
    sketch.line("M96 92L96 240M150 88L150 240M250 88L250 240M304 92L304 240", DARK_WOOD, 2.5);
    sketch.shaded("M30 290L370 290L370 436L30 436Z", CREAM);
    sketch.cloth("M60 196Q56 168 84 166Q130 158 178 168Q194 172 192 196L192 262L62 262Z");
    sketch.cloth("M208 196Q206 172 222 168Q270 158 316 166Q344 168 340 196L338 262L208 262Z");
    sketch.cloth("M32 268Q200 236 368 268L382 416Q300 444 200 432Q100 444 18 416Z");
    sketch.shaded("M32 264Q200 232 368 264L372 306Q200 276 28 306Z", &light);
    sketch.seam("M110 300Q100 360 112 426M206 292Q214 360 202 430M300 298Q310 350 298 428");
    sketch.line("M20 430L20 446M380 430L380 446", &dark, 10.0);
}

pub(super) fn cushion(sketch: &mut Sketch) {
    let (dark, light) = (sketch.tones.dark.clone(), sketch.tones.light.clone());
    sketch.cloth("M70 118Q134 142 200 140Q266 142 330 118Q344 116 342 132Q322 200 322 272Q322 340 342 408Q344 424 330 422Q266 402 200 402Q134 402 70 422Q56 424 58 408Q78 340 78 272Q78 200 58 132Q56 116 70 118Z");
    sketch.line("M70 118Q134 142 200 140Q266 142 330 118Q344 116 342 132Q322 200 322 272Q322 340 342 408Q344 424 330 422Q266 402 200 402Q134 402 70 422Q56 424 58 408Q78 340 78 272Q78 200 58 132Q56 116 70 118Z", &dark, 4.0);
    if sketch.make(2) == 0 {
        for (x, y, right, down) in [(62, 124, -20, -16), (338, 124, 20, -16), (62, 416, -20, 16), (338, 416, 20, 16)] {
            sketch.line(
                &format!(
                    "M{x} {y}L{} {}M{x} {y}L{} {}M{x} {y}L{} {}",
                    x + right,
                    y + down,
                    x + right / 2,
                    y + down + down / 2,
                    x + right + right / 2,
                    y + down / 2
                ),
                &dark,
                4.0,
            );
        }
    }
    sketch.veil("M104 164Q160 180 220 176Q150 200 120 270Q116 210 104 164Z", &light, 0.3);
}

pub(super) fn throw(sketch: &mut Sketch) {
    let (dark, base) = (sketch.tones.dark.clone(), sketch.tones.base.clone());
    if sketch.make(2) == 0 {
        let mut fringe = String::new();
        for y in (226..420).step_by(10) {
            let _ = write!(fringe, "M342 {y}L366 {}", y + 4);
        }
        sketch.line(&fringe, &base, 4.0);
        for (top, bottom) in [(356, 424), (290, 362), (220, 298)] {
            sketch.cloth(&format!(
                "M84 {top}L344 {top}L344 {bottom}L84 {bottom}Q52 {bottom} 52 {}Q52 {top} 84 {top}Z",
                i32::midpoint(top, bottom)
            ));
        }
        sketch.seam("M92 256L340 256M92 326L340 326M92 390L340 390");
        sketch.cloth("M84 222Q130 196 210 200Q290 196 344 222L344 236Q200 226 60 240Z");
    } else {
        sketch.hangs();
        let mut fringe = String::new();
        for x in (104..300).step_by(10) {
            let _ = write!(fringe, "M{x} 408L{} 436", x - 2);
        }
        sketch.line(&fringe, &base, 4.0);
        sketch.line("M60 100L340 100", DARK_WOOD, 12.0);
        sketch.shaded("M220 94Q290 88 316 96L312 344Q260 352 216 342Z", &dark);
        sketch.cloth("M92 94Q200 82 276 94Q292 250 304 406Q200 420 98 408Q86 250 92 94Z");
        sketch.seam("M140 96Q136 260 148 410M200 92Q206 260 202 414M244 94Q258 260 256 410");
    }
}

pub(super) fn towels(sketch: &mut Sketch) {
    let (light, dark, second) = (sketch.tones.light.clone(), sketch.tones.dark.clone(), sketch.tones.second.clone());
    for (turn, top) in [346, 272, 198].into_iter().enumerate() {
        let path = format!(
            "M78 {top}L320 {top}Q344 {top} 344 {}Q344 {} 320 {}L78 {}Q60 {} 60 {}Q60 {top} 78 {top}Z",
            top + 38,
            top + 76,
            top + 76,
            top + 76,
            top + 70,
            top + 38
        );
        match turn {
            1 if sketch.pattern == "plain" => sketch.shaded(&path, &light),
            _ => sketch.cloth(&path),
        }
        sketch.seam(&format!("M74 {}L322 {}M322 {}Q334 {} 322 {}", top + 38, top + 38, top + 14, top + 38, top + 62));
        sketch.flat(&format!("M96 {top}L116 {top}L116 {}L96 {}Z", top + 76, top + 76), if turn == 1 { &dark } else { &second });
    }
    if sketch.make(2) == 0 {
        sketch.line("M200 198Q190 150 200 104M200 164Q170 150 162 128M200 150Q230 138 236 112", "#6b8a5e", 4.0);
        sketch.flat(
            "M200 104Q186 86 200 66Q214 86 200 104ZM162 128Q140 122 136 102Q158 104 162 128ZM236 112Q232 90 250 78Q258 100 236 112Z",
            "#8fa67c",
        );
    }
}

pub(super) fn soap(sketch: &mut Sketch) {
    let (light, dark) = (sketch.tones.light.clone(), sketch.tones.dark.clone());
    sketch.shaded("M44 384Q200 372 356 384Q352 426 320 428L80 428Q48 426 44 384Z", STEEL);
    sketch.shaded("M86 268L300 240Q330 240 334 268L340 366Q338 386 318 388L102 396Q76 396 72 372L64 296Q64 272 86 268Z", &dark);
    sketch.cloth("M82 258L298 232Q326 232 330 260L334 344Q332 364 312 366L98 384Q74 384 70 360L62 284Q62 262 82 258Z");
    sketch.shaded("M66 292L330 258L333 330L71 366Z", CREAM);
    sketch.line("M134 322L262 306M160 342L238 332", &dark, 5.0);
    sketch.dots(&[(120, 216), (152, 190), (286, 190), (258, 168)], 12, &light);
    sketch.veil(&format!("{}{}", ellipse(200, 150, 26, 26), ellipse(236, 208, 18, 18)), "#fff", 0.5);
    sketch.line("M188 140Q192 130 202 130", "#fff", 3.0);
}

pub(super) fn bath_mat(sketch: &mut Sketch) {
    let (light, dark) = (sketch.tones.light.clone(), sketch.tones.dark.clone());
    sketch.cloth("M96 190L350 214Q362 216 360 230L330 398Q328 410 314 410L46 384Q34 382 38 368L80 202Q84 190 96 190Z");
    sketch.line("M104 210L338 232L312 388L62 364Z", &light, 6.0);
    sketch.line("M96 190L350 214Q362 216 360 230L330 398Q328 410 314 410L46 384Q34 382 38 368L80 202Q84 190 96 190Z", &dark, 3.0);
    if sketch.pattern != "plain" {
        return;
    }
    if sketch.make(2) == 0 {
        sketch.line("M140 262L292 276M134 286L288 300M128 310L284 324M122 334L280 348", &light, 5.0);
    } else {
        sketch.line("M200 226L280 310L196 376L120 292Z", &light, 6.0);
    }
}
