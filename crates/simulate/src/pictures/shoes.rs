//! Shoes: sandals from above, all others from the side with the other of the pair behind.

use super::sketch::{BRASS, CREAM, DARK, Sketch, mirror};

const SOLE: &str = "M84 250Q78 160 120 126Q160 112 178 160Q190 210 178 268Q172 300 176 344Q174 404 132 406Q92 402 92 350Q94 300 84 250Z";

pub(super) fn slides(sketch: &mut Sketch) {
    let dark = sketch.tones.dark.clone();
    sketch.shadeds(SLOPE, "#6b5138");
    sketch.shadeds(SOLE, "#e2cba4");
    sketch.cloths("M72 196Q128 168 192 190L194 232Q132 214 76 240Z");
    sketch.cloths("M76 262Q130 240 190 258L188 300Q132 284 82 306Z");
    sketch.seams("M80 204Q130 180 186 198M84 270Q132 250 184 266");
    sketch.line(
        "M82 206L100 200L104 224L86 230ZM86 272L104 266L108 290L90 296ZM318 206L300 200L296 224L314 230ZM314 272L296 266L292 290L310 296Z",
        BRASS,
        4.0,
    );
    sketch.seams("M112 330Q134 340 158 330");
    sketch.lines("M104 370Q132 384 160 370", &dark, 2.0);
}

const SLOPE: &str = "M78 254Q72 156 118 118Q164 104 184 158Q196 212 184 270Q178 302 182 348Q180 414 132 414Q86 410 86 354Q88 302 78 254Z";

pub(super) fn sandals(sketch: &mut Sketch) {
    let (dark, light) = (sketch.tones.dark.clone(), sketch.tones.light.clone());
    sketch.shadeds(SLOPE, &dark);
    sketch.shadeds(SOLE, &light);
    let strap = sketch.tones.base.clone();
    if sketch.make(2) == 0 {
        sketch.lines("M78 196Q140 200 182 262M186 196Q130 200 80 262", &strap, 13.0);
    } else {
        sketch.lines("M78 186Q130 164 188 184M78 218Q132 196 190 216", &strap, 11.0);
        sketch.lines("M132 176L134 330", &strap, 9.0);
    }
    sketch.lines("M88 330Q132 300 180 330", &strap, 12.0);
    sketch.lines("M92 372Q134 396 174 372", &strap, 8.0);
    sketch.line("M84 322L100 316L104 334L88 340ZM316 322L300 316L296 334L312 340Z", BRASS, 4.0);
    let deep = sketch.tones.deep.clone();
    sketch.veil(
        &format!(
            "{}{}",
            "M112 372Q132 362 152 372Q154 394 132 396Q110 394 112 372Z",
            mirror("M112 372Q132 362 152 372Q154 394 132 396Q110 394 112 372Z")
        ),
        &deep,
        0.18,
    );
}

/// The other shoe of the pair, a little behind and above, on the same sole.
fn behind(sketch: &mut Sketch, path: &str, sole: &str, sole_fill: &str) {
    let colour = sketch.tones.dark.clone();
    sketch.behind(path, &colour, sole, sole_fill);
}

pub(super) fn espadrilles(sketch: &mut Sketch) {
    let deep = sketch.tones.deep.clone();
    let upper = "M60 366Q56 304 74 280Q96 292 118 284Q160 296 196 288Q270 300 320 338Q346 352 344 374Z";
    behind(sketch, upper, "M80 390L326 390", "#bd9d68");
    sketch.cloth(upper);
    sketch.flat("M76 284Q96 294 118 288Q160 300 194 292Q150 316 82 306Z", &deep);
    sketch.seam("M194 290Q236 330 230 372");
    sketch.shaded("M56 362Q200 372 346 366Q354 388 342 404Q200 414 62 404Q50 384 56 362Z", "#d9bd8c");
    sketch.line("M64 376Q200 388 346 380M60 390Q200 402 346 393", "#ab8a55", 2.5);
    sketch.line(
        "M84 372L96 402M116 374L128 405M148 376L160 407M180 377L192 408M212 377L224 408M244 376L256 407M276 375L288 406M308 373L320 404",
        "#ab8a55",
        2.5,
    );
}

fn boot_sole(sketch: &mut Sketch, colour: &str) {
    sketch.shaded("M112 388Q220 396 342 388L342 412Q340 420 330 420L200 420L194 410L170 410L166 420L122 420Q112 420 112 410Z", colour);
}

pub(super) fn chelsea(sketch: &mut Sketch) {
    let (dark, deep) = (sketch.tones.dark.clone(), sketch.tones.deep.clone());
    let upper = "M128 140Q180 130 226 140Q226 220 236 262Q262 298 312 322Q346 340 342 392L112 392Q106 330 122 270Q132 220 128 140Z";
    behind(sketch, upper, "M126 404L328 404", DARK);
    sketch.line("M132 142Q124 112 144 112M222 142Q230 112 210 114", &deep, 7.0);
    sketch.cloth(upper);
    sketch.shaded("M158 150L204 150Q206 230 190 272L170 272Q158 220 158 150Z", &deep);
    sketch.line("M168 156L176 266M178 154L180 268M188 154L184 268M197 156L188 264", &dark, 1.5);
    sketch.seam("M240 268Q220 300 214 388M116 350Q180 356 214 340");
    boot_sole(sketch, DARK);
}

fn laces(sketch: &mut Sketch, colour: &str) {
    sketch.line("M186 166L226 176M186 190L230 200M188 214L234 224M192 238L242 250M200 260L256 276M222 276L274 298", colour, 5.0);
}

pub(super) fn hiking(sketch: &mut Sketch) {
    let (dark, second) = (sketch.tones.dark.clone(), sketch.tones.second.clone());
    let upper = "M120 152Q130 130 160 138L222 146Q240 160 234 196Q244 240 286 282Q336 306 342 388L110 388Q104 320 116 264Q126 210 120 152Z";
    behind(sketch, upper, "M122 402L334 402", DARK);
    sketch.cloth(upper);
    sketch.shaded("M118 150Q128 126 160 134L222 142Q228 150 228 162Q170 176 124 176Z", &dark);
    sketch.shaded("M196 150L232 158Q240 230 296 288L266 312Q208 270 196 150Z", &dark);
    sketch.shaded("M292 300Q336 316 342 388L272 388Q268 330 292 300Z", &dark);
    sketch.shaded("M112 320Q150 326 168 388L110 388Q108 350 112 320Z", &dark);
    laces(sketch, if sketch.make(2) == 0 { "#c0503a" } else { CREAM });
    sketch.seam("M140 186Q150 260 210 310M150 330Q210 350 272 340");
    sketch.flat("M140 232L172 240L174 254L143 246Z", &second);
    sketch.shaded("M104 384Q220 394 348 384L350 406L338 422L318 410L304 422L284 411L268 422L248 411L232 422L212 412L190 420L186 406L168 406L162 422L142 411L128 422L108 408Z", DARK);
}

pub(super) fn winter_boots(sketch: &mut Sketch) {
    let dark = sketch.tones.dark.clone();
    let upper = "M122 130L232 130Q228 220 240 262Q286 284 316 314Q344 340 342 390L112 390Q106 320 120 264Q128 210 122 130Z";
    behind(sketch, upper, "M122 404L332 404", "#4a4038");
    sketch.cloth(upper);
    sketch.shaded("M248 270Q336 300 342 390L236 390Q230 320 248 270Z", &dark);
    laces(sketch, CREAM);
    sketch.shaded("M114 150Q104 138 116 128Q112 108 134 108Q144 94 160 104Q176 92 190 104Q208 94 218 108Q240 108 238 128Q248 140 238 152Q224 164 210 154Q196 166 180 156Q164 168 150 156Q130 166 114 150Z", CREAM);
    sketch.seam("M146 128L152 136M176 122L182 130M206 130L212 124M160 146L166 140");
    sketch.seam("M130 200Q160 250 232 296M118 340Q180 350 234 340");
    sketch.shaded("M104 384Q220 392 348 384L350 408Q350 420 338 420L116 420Q104 420 104 408Z", "#4a4038");
    sketch.line(
        "M130 408L130 420M160 408L160 420M190 408L190 420M220 408L220 420M250 408L250 420M280 408L280 420M310 408L310 420",
        "#2c2620",
        5.0,
    );
}

pub(super) fn wellies(sketch: &mut Sketch) {
    let (dark, deep) = (sketch.tones.dark.clone(), sketch.tones.deep.clone());
    let upper = "M120 92Q176 82 228 92Q226 200 230 270Q246 312 306 334Q342 352 340 392L116 392Q108 340 120 290Q128 200 120 92Z";
    behind(sketch, upper, "M124 402L328 402", &deep);
    sketch.cloth(upper);
    sketch.shaded("M118 90Q176 80 230 90L230 112Q176 102 120 112Z", &dark);
    sketch.veil("M140 124Q150 220 142 300Q134 220 130 124Z", "#fff", 0.35);
    sketch.line("M186 118L228 124", &deep, 6.0);
    sketch.line("M196 114L212 116L210 130L194 128Z", BRASS, 4.0);
    sketch.seam("M120 284Q170 300 232 276M280 324Q268 350 272 390");
    sketch.shaded("M108 386Q220 394 346 386L346 410Q344 420 332 420L206 420L200 408L172 408L168 420L118 420Q108 418 108 410Z", &deep);
}

pub(super) fn runner(sketch: &mut Sketch) {
    let (dark, second, light) = (sketch.tones.dark.clone(), sketch.tones.second.clone(), sketch.tones.light.clone());
    let upper =
        "M58 342Q62 290 56 240Q72 216 96 236Q110 262 150 258Q170 236 188 228L204 226Q226 276 290 306Q344 322 350 358Q200 372 58 356Z";
    behind(sketch, upper, "M70 380L336 380", "#e6dccb");
    sketch.cloth(upper);
    sketch.flat("M62 242Q76 226 94 240Q108 268 152 262Q170 240 188 230Q176 268 150 284Q90 290 62 242Z", "#2b2a2a");
    sketch.shaded("M58 344Q62 300 58 262Q84 300 112 306Q96 330 100 356Z", &dark);
    sketch.shaded("M296 308Q344 322 350 360L284 364Q282 330 296 308Z", &dark);
    sketch.line("M182 246L214 236M192 266L228 254M206 284L244 270M222 298L262 286", CREAM, 6.0);
    if sketch.make(2) == 0 {
        sketch.shaded("M108 340Q170 336 210 296L226 306Q190 360 112 360Z", &second);
    } else {
        sketch.line("M124 352L164 296M148 354L188 300M172 355L212 306", &second, 9.0);
    }
    sketch.shaded("M50 344Q120 366 220 356Q320 346 358 356Q362 384 340 398Q200 412 66 402Q42 390 50 344Z", CREAM);
    sketch.line("M60 372Q150 390 240 376Q310 368 352 376", &light, 6.0);
    sketch.shaded("M58 394Q200 406 346 390L340 404Q200 416 66 406Z", &dark);
}
