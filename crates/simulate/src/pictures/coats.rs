//! Coats and jackets, as if hung on a hanger.

use super::sketch::{BRASS, CREAM, DARK_WOOD, Sketch, WOOD};

const SLEEVE: &str = "M136 134Q104 142 95 190L68 350Q66 364 79 367L101 371Q113 372 116 360L138 240Z";

fn torso(hem: i32, flare: i32) -> String {
    let (left, right) = (118 - flare, 282 + flare);
    format!(
        "M166 116L134 133Q120 140 120 162L{left} {hem}Q{left} {} {} {}Q200 {} {} {}Q{right} {} {right} {hem}L280 162Q280 140 266 133L234 116Q200 130 166 116Z",
        hem + 8,
        left + 8,
        hem + 9,
        hem + 16,
        right - 8,
        hem + 9,
        hem + 8
    )
}

fn cuffs(sketch: &mut Sketch) {
    let dark = sketch.tones.dark.clone();
    sketch.shadeds("M70 340L67 356Q67 365 79 368L101 372Q112 372 115 362L118 348Z", &dark);
}

fn zip(sketch: &mut Sketch, from: i32, to: i32, colour: &str) {
    sketch.line(&format!("M200 {from}L200 {to}"), colour, 5.0);
}

pub(super) fn parka(sketch: &mut Sketch) {
    sketch.hangs();
    let (dark, deep, light) = (sketch.tones.dark.clone(), sketch.tones.deep.clone(), sketch.tones.light.clone());
    sketch.cloths(SLEEVE);
    cuffs(sketch);
    sketch.shaded("M148 128Q130 60 200 52Q270 60 252 128Q200 150 148 128Z", &dark);
    let fur = if sketch.make(2) == 0 { CREAM.to_owned() } else { light };
    sketch.shaded("M152 126Q140 74 200 68Q260 74 248 126Q262 60 200 50Q138 60 152 126Z", &fur);
    sketch.flat("M164 120Q156 86 200 80Q244 86 236 120Q200 140 164 120Z", &deep);
    sketch.cloth(&torso(412, 8));
    sketch.seam("M190 130L190 420M210 130L210 420");
    zip(sketch, 130, 420, &deep);
    sketch.seams("M122 296Q160 304 188 300M150 176L184 178");
    sketch.shadeds("M126 318L178 322L178 334L125 330Z", &dark);
    sketch.seams("M128 332L126 382L178 386L178 334");
    sketch.line("M180 132L176 178M220 132L224 178", CREAM, 2.5);
}

pub(super) fn puffer(sketch: &mut Sketch) {
    sketch.hangs();
    let (dark, deep) = (sketch.tones.dark.clone(), sketch.tones.deep.clone());
    sketch.cloths("M138 132Q98 138 88 190L66 336Q62 356 78 362L102 366Q118 366 120 350L140 240Z");
    sketch.seams("M98 172Q118 184 138 178M88 216Q112 230 136 222M80 262Q104 276 130 266M73 306Q98 320 124 310");
    sketch.shaded("M160 132L156 88Q200 76 244 88L240 132Q200 148 160 132Z", &dark);
    sketch.cloth("M166 118L134 134Q116 140 114 166L106 360Q106 376 122 378Q200 388 278 378Q294 376 294 360L286 166Q284 140 266 134L234 118Q200 134 166 118Z");
    sketch.seam("M116 172Q200 190 284 172M112 214Q200 232 288 214M110 258Q200 276 290 258M108 302Q200 320 292 302M107 344Q200 362 293 344");
    let closing = if sketch.make(2) == 0 { deep } else { sketch.tones.second.clone() };
    zip(sketch, 92, 380, &closing);
    sketch.flat("M222 194L254 190L254 206L222 210Z", CREAM);
}

pub(super) fn coat(sketch: &mut Sketch) {
    sketch.hangs();
    let (dark, deep) = (sketch.tones.dark.clone(), sketch.tones.deep.clone());
    sketch.cloths(SLEEVE);
    sketch.flat("M168 118Q200 136 232 118L216 232L184 232Z", CREAM);
    sketch.cloth(&torso(424, 10).replace("Q200 130 166 116Z", "L204 236L166 116Z"));
    sketch.shaded("M168 114L150 150L166 164L158 172L204 244L190 150Z", &dark);
    sketch.shaded("M232 114L250 150L234 164L242 172L204 244L212 150Z", &dark);
    sketch.seam("M206 244L208 434M142 318L180 314M220 314L258 318");
    let double = sketch.make(3) == 0;
    let buttons: &[(i32, i32)] = if double {
        &[(186, 262), (228, 262), (186, 304), (228, 304), (186, 346), (228, 346)]
    } else {
        &[(198, 262), (198, 310), (198, 358)]
    };
    sketch.dots(buttons, 7, &deep);
    sketch.seams("M78 340Q96 350 118 346");
}

pub(super) fn duffle(sketch: &mut Sketch) {
    sketch.hangs();
    let (dark, deep) = (sketch.tones.dark.clone(), sketch.tones.deep.clone());
    sketch.cloths(SLEEVE);
    sketch.shaded("M146 132Q136 64 200 58Q264 64 254 132Q200 156 146 132Z", &dark);
    sketch.flat("M166 124Q160 92 200 86Q240 92 234 124Q200 142 166 124Z", &deep);
    sketch.cloth(&torso(400, 4));
    sketch.seam("M200 136L200 412");
    sketch.seams("M124 168Q160 182 196 170M128 300L128 368L178 372L178 304Z");
    for y in [186, 232, 278, 324] {
        sketch.line(&format!("M166 {y}L234 {y}"), CREAM, 4.0);
        sketch.shaded(&format!("M184 {}Q200 {} 216 {}L216 {}Q200 {} 184 {}Z", y - 5, y - 10, y - 5, y + 5, y + 10, y + 5), WOOD);
    }
}

pub(super) fn gilet(sketch: &mut Sketch) {
    sketch.hangs();
    let (dark, deep) = (sketch.tones.dark.clone(), sketch.tones.deep.clone());
    sketch.shaded("M158 130L156 84Q200 72 244 84L242 130Q200 148 158 130Z", &dark);
    sketch.cloth("M164 116L134 130Q148 190 122 226L114 372Q114 384 128 386Q200 396 272 386Q286 384 286 372L278 226Q252 190 266 130L236 116Q200 132 164 116Z");
    sketch.seam("M144 176Q200 192 256 176M122 228Q200 246 278 228M119 270Q200 288 281 270M117 312Q200 330 283 312M115 352Q200 370 285 352");
    sketch.seams("M134 130Q148 190 122 226");
    zip(sketch, 88, 388, &deep);
    let patch = sketch.tones.second.clone();
    sketch.shaded("M224 190L258 186L258 222L224 224Z", &patch);
}

pub(super) fn waxed(sketch: &mut Sketch) {
    sketch.hangs();
    let deep = sketch.tones.deep.clone();
    sketch.cloths(SLEEVE);
    sketch.seams("M70 346Q92 358 118 352");
    sketch.cloth(&torso(388, 6));
    sketch.shaded("M166 112L146 138L176 172L200 136L224 172L254 138L234 112Q200 132 166 112Z", DARK_WOOD);
    sketch.line("M160 126L176 152M168 122L184 146M232 122L216 146M240 126L224 152", "#5f3f26", 2.0);
    zip(sketch, 150, 398, BRASS);
    sketch.seams("M126 300L126 372L182 376L182 302Z");
    sketch.shadeds("M122 292L184 296L184 320L122 316Z", &deep);
    sketch.dots(&[(153, 308), (247, 308), (186, 190), (186, 240)], 4, BRASS);
    sketch.seam("M176 172L176 394");
}

pub(super) fn rain_jacket(sketch: &mut Sketch) {
    sketch.hangs();
    let (dark, deep, second) = (sketch.tones.dark.clone(), sketch.tones.deep.clone(), sketch.tones.second.clone());
    sketch.cloths(SLEEVE);
    cuffs(sketch);
    sketch.cloth("M148 132Q132 56 200 48Q268 56 252 132Q200 158 148 132Z");
    sketch.flat("M166 126Q154 84 200 74Q246 84 234 126Q200 148 166 126Z", &deep);
    sketch.shaded("M160 92Q174 66 200 64Q226 66 240 92Q222 78 200 76Q178 78 160 92Z", &dark);
    sketch.cloth(&torso(372, 4));
    if sketch.make(2) == 0 {
        sketch.flat("M122 160Q160 182 200 176Q240 182 278 160Q280 140 266 133L234 116Q200 130 166 116L134 133Q120 140 122 160Z", &second);
    }
    zip(sketch, 134, 382, &deep);
    sketch.lines("M136 322L172 296", &deep, 4.0);
    sketch.line("M180 130L176 168M220 130L224 168", CREAM, 2.5);
    sketch.flat("M226 214L256 214L256 222L226 222Z", CREAM);
}

pub(super) fn kids_coat(sketch: &mut Sketch) {
    sketch.hangs();
    let (dark, deep) = (sketch.tones.dark.clone(), sketch.tones.deep.clone());
    sketch.cloths("M142 168Q108 178 98 218L82 306Q80 318 92 321L112 324Q122 324 124 314L144 250Z");
    sketch.cloth("M150 170Q134 90 200 82Q266 90 250 170Q200 190 150 170Z");
    sketch.flat("M168 164Q158 120 200 110Q242 120 232 164Q200 182 168 164Z", &deep);
    sketch.cloth("M168 156L144 168Q132 174 130 190L100 384Q200 408 300 384L270 190Q268 174 256 168L232 156Q200 176 168 156Z");
    sketch.seam("M200 176L200 396");
    sketch.dots(&[(200, 206), (200, 250), (200, 294), (200, 338)], 7, CREAM);
    sketch.shadeds("M132 298L178 304L174 350Q150 356 126 344Z", &dark);
}
