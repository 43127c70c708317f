//! Dresses, swimwear and what goes to the beach.

use std::fmt::Write as _;

use super::sketch::{BRASS, CREAM, DARK, Sketch, ellipse};

pub(super) fn midi_dress(sketch: &mut Sketch) {
    sketch.hangs();
    let (dark, deep) = (sketch.tones.dark.clone(), sketch.tones.deep.clone());
    sketch.cloths("M164 92Q126 98 112 146Q112 166 134 168L158 160Z");
    sketch.flat("M166 92L234 92L230 124L170 124Z", &deep);
    if sketch.make(2) == 0 {
        sketch.cloth("M164 88L150 130Q160 176 156 208L244 208Q240 176 250 130L236 88Q228 118 200 124Q172 118 164 88Z");
    } else {
        sketch.cloth("M166 88L150 130Q160 176 156 208L244 208Q240 176 250 130L234 88L230 120L170 120Z");
    }
    sketch.cloth("M156 208L244 208Q262 300 312 414Q288 432 262 424Q232 438 200 428Q168 438 138 424Q112 432 88 414Q138 300 156 208Z");
    sketch.seam("M182 216Q166 330 144 420M218 216Q234 330 256 420M200 214L200 426");
    sketch.shaded("M155 202L245 202L246 216L154 216Z", &dark);
}

pub(super) fn wrap_dress(sketch: &mut Sketch) {
    sketch.hangs();
    let (dark, deep) = (sketch.tones.dark.clone(), sketch.tones.deep.clone());
    sketch.cloths("M162 90Q124 98 104 158Q120 188 146 180L158 150Z");
    sketch.flat("M166 88L234 88L206 170L190 166Z", &deep);
    sketch.cloth("M236 86L250 130Q240 176 244 210L158 210L158 196Q212 160 236 86Z");
    sketch.cloth("M164 86L150 130Q160 176 156 210L244 210L240 190Q186 160 164 86Z");
    sketch.cloth("M156 210L244 210Q260 300 306 396Q270 424 226 430Q236 330 214 214Q220 330 190 432Q130 432 94 404Q140 300 156 210Z");
    sketch.seam("M226 214Q262 330 226 430M176 220Q160 330 134 418");
    sketch.shaded("M154 200L246 200L247 218L153 218Z", &dark);
    sketch.shaded("M228 208Q262 232 258 292L244 296Q244 248 222 218Z", &dark);
    sketch.shaded("M222 202Q236 192 246 204Q240 220 224 216Z", &dark);
}

pub(super) fn shirt_dress(sketch: &mut Sketch) {
    sketch.hangs();
    let (dark, deep) = (sketch.tones.dark.clone(), sketch.tones.deep.clone());
    sketch.cloths("M150 108Q120 116 106 160L90 218Q104 232 128 230L150 170Z");
    sketch.cloth("M166 96L148 108Q136 116 140 140Q152 190 150 222L106 416Q200 438 294 416L250 222Q248 190 260 140Q264 116 252 108L234 96Q200 112 166 96Z");
    sketch.flat("M172 92Q200 84 228 92L200 128Z", &deep);
    sketch.cloth("M170 86L160 100L178 142L200 124Q178 110 170 86Z");
    sketch.cloth("M230 86L240 100L222 142L200 124Q222 110 230 86Z");
    sketch.seam("M200 126L200 430M162 240L138 422M238 240L262 422");
    sketch.dots(&[(200, 152), (200, 184), (200, 262), (200, 302), (200, 342), (200, 382)], 4, CREAM);
    sketch.shaded("M148 210L252 210L254 232L146 232Z", &dark);
    sketch.line("M188 210L212 210L212 232L188 232Z", BRASS, 4.0);
}

pub(super) fn sundress(sketch: &mut Sketch) {
    sketch.hangs();
    let dark = sketch.tones.dark.clone();
    sketch.lines("M164 138Q160 100 170 74", &dark, 5.0);
    if sketch.make(2) == 0 {
        sketch.lines("M170 74Q152 60 150 78Q158 84 170 74Q174 58 186 68Q184 80 170 74", &dark, 4.0);
    }
    sketch.cloth("M150 136Q164 126 178 138Q200 156 222 138Q236 126 250 136Q250 180 246 212L154 212Q150 180 150 136Z");
    sketch.cloth("M154 212L246 212Q264 260 284 312L116 312Q136 260 154 212Z");
    sketch.cloth("M116 310L284 310Q304 362 316 410Q290 432 258 420Q230 436 200 424Q170 436 142 420Q110 432 84 410Q96 362 116 310Z");
    sketch.seam("M152 160L248 160M152 176L248 176M153 192L247 192M140 318L128 400M170 318L164 410M200 318L200 416M230 318L236 410M260 318L272 400M176 222L166 300M224 222L234 300");
}

pub(super) fn swimsuit(sketch: &mut Sketch) {
    sketch.hangs();
    let (dark, deep) = (sketch.tones.dark.clone(), sketch.tones.deep.clone());
    sketch.flat("M160 92L240 92L250 180L150 180Z", &deep);
    sketch.cloth("M146 78L164 78Q168 150 200 160Q232 150 236 78L254 78Q252 140 264 172Q250 220 262 262Q272 296 276 330Q232 348 216 406Q200 414 184 406Q168 348 124 330Q128 296 138 262Q150 220 136 172Q148 140 146 78Z");
    sketch.seam("M140 178Q170 196 200 184Q230 196 260 178M128 320Q172 340 190 400M272 320Q228 340 210 400");
    if sketch.make(2) == 0 {
        sketch.shaded("M145 228Q200 240 255 228L257 244Q200 256 143 244Z", &dark);
    }
}

pub(super) fn bikini(sketch: &mut Sketch) {
    sketch.hangs();
    let dark = sketch.tones.dark.clone();
    sketch.lines("M152 148Q166 100 190 72", &dark, 5.0);
    sketch.line("M92 214Q70 220 62 236M308 214Q330 220 338 236", &dark, 5.0);
    sketch.cloths("M150 140Q110 170 92 222Q140 236 196 220Q194 176 150 140Z");
    sketch.line("M92 222Q200 240 308 222", &dark, 7.0);
    sketch.cloth("M100 300Q200 312 300 300L296 336Q238 352 220 404Q200 412 180 404Q162 352 104 336Z");
    sketch.shaded("M100 296Q200 308 300 296L298 316Q200 328 102 316Z", &dark);
    if sketch.make(2) == 0 {
        sketch.lines("M104 308Q78 318 80 346M104 308Q92 330 96 352", &dark, 4.0);
    }
}

pub(super) fn swim_shorts(sketch: &mut Sketch) {
    sketch.hangs();
    let dark = sketch.tones.dark.clone();
    sketch.cloth("M116 122L284 122Q306 230 322 364Q270 384 214 372L202 234L198 234L186 372Q130 384 78 364Q94 230 116 122Z");
    sketch.shaded("M114 116Q200 124 286 116L290 148Q200 156 110 148Z", &dark);
    sketch.seam("M128 118L126 148M146 120L145 151M164 121L164 152M236 121L236 152M254 120L255 151M272 118L274 148M200 154L200 234M80 348Q130 366 186 356M320 348Q270 366 214 356");
    sketch.line("M194 140Q176 176 184 204M206 140Q222 170 212 196", CREAM, 5.0);
    sketch.seams("M110 178Q136 206 104 250");
}

pub(super) fn beach_towel(sketch: &mut Sketch) {
    sketch.hangs();
    let (dark, light) = (sketch.tones.dark.clone(), sketch.tones.light.clone());
    sketch.line("M64 104L336 104", "#a98b63", 9.0);
    sketch.shaded("M218 96Q270 90 306 96L300 372Q262 380 222 372Z", &dark);
    sketch.cloth("M96 98Q180 88 250 98L246 412Q170 424 92 410Z");
    sketch.shaded("M93 370Q170 384 247 372L247 388Q170 400 93 386Z", &light);
    let mut fringe = String::new();
    for x in (98..246).step_by(9) {
        let _ = write!(fringe, "M{x} 412L{x} 428");
    }
    let base = sketch.tones.base.clone();
    sketch.line(&fringe, &base, 3.5);
    sketch.seam("M140 100Q136 240 140 410M196 98Q202 240 196 414");
}

pub(super) fn sun_hat(sketch: &mut Sketch) {
    let (dark, deep) = (sketch.tones.dark.clone(), sketch.tones.deep.clone());
    sketch.cloth(&ellipse(200, 330, 160, 62));
    sketch.seam("M60 330Q70 378 200 382Q330 378 340 330M84 322Q96 360 200 364Q304 360 316 322");
    sketch.flat(&ellipse(200, 322, 92, 28), &deep);
    sketch.cloth("M112 318Q108 176 200 168Q292 176 288 318Q246 346 200 346Q154 346 112 318Z");
    sketch.seam("M118 254Q200 282 282 254M124 220Q200 246 276 220M146 190Q200 210 254 190M132 200L142 300M200 170L200 300M268 200L258 300M166 176L170 310M234 176L230 310");
    let ribbon = if sketch.make(3) == 0 {
        "#b5503c".to_owned()
    } else if sketch.make(3) == 1 {
        DARK.to_owned()
    } else {
        "#3c5a78".to_owned()
    };
    sketch.shaded("M112 290Q200 326 288 290L288 318Q246 346 200 346Q154 346 112 318Z", &ribbon);
    sketch.lines("M40 330Q44 336 52 340", &dark, 2.0);
}

pub(super) fn sunglasses(sketch: &mut Sketch) {
    let deep = sketch.tones.deep.clone();
    sketch.line("M70 232Q86 180 150 172M330 232Q314 180 250 172", &deep, 8.0);
    let round = sketch.make(2) == 0;
    let (frame, lens) = if round {
        (
            "M58 262Q58 206 118 206Q180 206 180 262Q180 322 118 322Q58 322 58 262Z",
            "M72 262Q72 219 118 219Q166 219 166 262Q166 309 118 309Q72 309 72 262Z",
        )
    } else {
        ("M54 214Q118 200 182 214Q188 300 122 318Q52 312 54 214Z", "M68 226Q118 214 169 226Q172 290 122 304Q66 298 68 226Z")
    };
    sketch.cloths(frame);
    sketch.cloth("M176 246Q200 226 224 246L224 262Q200 242 176 262Z");
    sketch.shadeds(lens, "#3f4a4c");
    sketch.veil("M84 240Q96 226 116 224L92 290Q76 272 84 240ZM244 240Q256 226 276 224L252 290Q236 272 244 240Z", "#fff", 0.28);
}
