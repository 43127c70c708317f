//! Camping and sport.

use super::sketch::{BRASS, CREAM, DARK, GLOW, STEEL, Sketch, WOOD, ellipse};

pub(super) fn tent(sketch: &mut Sketch) {
    let (dark, deep, second) = (sketch.tones.dark.clone(), sketch.tones.deep.clone(), sketch.tones.second.clone());
    sketch.line("M52 300L14 424M356 290L388 420M144 176L136 150M288 186L296 160", &deep, 3.0);
    sketch.cloth("M146 168Q220 196 290 180Q350 250 378 414L250 424Z");
    sketch.seam("M214 188Q280 290 312 420");
    sketch.cloth("M146 168Q66 232 24 420L264 426Q236 252 146 168Z");
    sketch.flat("M142 216Q86 300 78 421L218 425Q204 300 142 216Z", &deep);
    sketch.flat("M142 300Q112 356 110 422L184 424Q174 350 142 300Z", GLOW);
    sketch.shaded("M142 212Q88 296 74 421L104 422Q112 320 142 250Z", &dark);
    sketch.line("M146 168Q66 232 24 420M146 168Q236 252 264 426M290 180Q350 250 378 414", &second, 5.0);
    sketch.line("M146 168Q220 196 290 180", &dark, 4.0);
    sketch.flat("M8 424L18 412L26 430Z", CREAM);
}

pub(super) fn bell_tent(sketch: &mut Sketch) {
    let (dark, deep, light) = (sketch.tones.dark.clone(), sketch.tones.deep.clone(), sketch.tones.light.clone());
    sketch.line("M90 296L20 420M310 296L380 420M200 84L200 64", &deep, 3.0);
    sketch.flat("M200 62L238 74L200 86Z", "#c0503a");
    sketch.cloth("M68 320L82 420L318 420L332 320Z");
    sketch.cloth("M200 86Q140 220 50 318Q62 336 84 326Q104 340 126 328Q150 342 174 328Q200 342 226 328Q250 342 274 328Q296 340 316 326Q338 336 350 318Q260 220 200 86Z");
    sketch.seam("M200 90Q170 220 126 326M200 90L200 336M200 90Q230 220 274 326M200 90Q140 220 84 324M200 90Q260 220 316 324");
    sketch.flat("M200 220Q174 330 164 420L236 420Q226 330 200 220Z", &deep);
    sketch.flat("M200 270Q188 350 186 420L214 420Q212 350 200 270Z", GLOW);
    sketch.shadeds("M200 214Q170 300 142 420L166 420Q178 320 200 232Z", &light);
    sketch.line("M70 420L330 420", &dark, 4.0);
}

pub(super) fn sleeping_bag(sketch: &mut Sketch) {
    sketch.hangs();
    let (dark, deep, second) = (sketch.tones.dark.clone(), sketch.tones.deep.clone(), sketch.tones.second.clone());
    sketch.cloth("M136 150Q128 56 200 52Q272 56 264 150Q298 180 292 240L262 410Q256 444 200 446Q144 444 138 410L108 240Q102 180 136 150Z");
    sketch.shaded("M152 152Q146 84 200 80Q254 84 248 152Q224 168 200 168Q176 168 152 152Z", &second);
    sketch.flat("M168 150Q164 106 200 102Q236 106 232 150Q200 164 168 150Z", &deep);
    sketch.seam("M112 204Q200 226 288 204M112 256Q200 278 289 256M120 304Q200 326 280 304M128 350Q200 372 272 350M136 394Q200 416 264 394");
    sketch.line("M240 160Q262 240 236 400", &deep, 5.0);
    sketch.dots(&[(240, 170)], 6, BRASS);
    sketch.shaded("M136 398Q200 420 264 398L258 420Q250 444 200 446Q150 444 142 420Z", &dark);
}

pub(super) fn mat(sketch: &mut Sketch) {
    let (dark, deep, light) = (sketch.tones.dark.clone(), sketch.tones.deep.clone(), sketch.tones.light.clone());
    sketch.cloth("M150 250L340 396Q346 424 316 424L120 424Z");
    sketch.seam("M176 270L150 424M212 298L190 424M248 326L230 424M284 354L270 424");
    sketch.shaded("M62 250L250 210Q310 230 300 320L110 424Q40 400 62 250Z", &dark);
    sketch.cloth(&ellipse(112, 336, 70, 88));
    sketch.shaded(&ellipse(112, 336, 52, 68), &light);
    sketch.shaded(&ellipse(112, 336, 36, 48), &dark);
    sketch.shaded(&ellipse(112, 336, 20, 28), &light);
    sketch.flat(&ellipse(112, 336, 8, 12), &deep);
    sketch.line("M170 232Q220 280 206 372M236 214Q286 260 272 336", &deep, 8.0);
}

pub(super) fn chair(sketch: &mut Sketch) {
    let (dark, deep) = (sketch.tones.dark.clone(), sketch.tones.deep.clone());
    sketch.line("M104 118L122 330L292 426M296 118L278 330L108 426M122 330L278 330", STEEL, 9.0);
    sketch.line("M86 426L130 426M270 426L314 426", DARK, 8.0);
    sketch.cloth("M96 92Q200 112 304 92L290 270Q200 300 110 270Z");
    sketch.cloth("M108 264Q200 294 292 264L318 318Q200 372 82 318Z");
    sketch.seam("M104 122Q200 142 296 122M98 306Q200 354 302 306");
    sketch.shadeds("M88 92L112 92L118 128L92 124Z", &dark);
    sketch.line("M62 236L112 246M338 236L288 246", &deep, 13.0);
    sketch.shaded("M322 250L356 250L350 292L328 292Z", &dark);
}

pub(super) fn mug(sketch: &mut Sketch) {
    let (deep, dark) = (sketch.tones.deep.clone(), sketch.tones.dark.clone());
    sketch.line("M288 236Q364 226 360 296Q354 360 284 352", &deep, 17.0);
    let base = sketch.tones.base.clone();
    sketch.line("M288 236Q362 228 358 296Q352 356 284 350", &base, 11.0);
    sketch.cloth("M84 196L296 196L286 408Q282 422 264 422L116 422Q98 422 94 408Z");
    sketch.shaded(&ellipse(190, 196, 108, 24), CREAM);
    sketch.flat(&ellipse(190, 200, 92, 17), "#4d3021");
    sketch.line("M82 196Q84 172 190 172Q296 172 298 196Q296 220 190 220Q84 220 82 196Z", &deep, 5.0);
    sketch.line("M150 142Q136 118 152 96M196 142Q182 112 200 84M240 142Q228 118 242 98", CREAM, 5.0);
    if sketch.make(2) == 0 {
        sketch.line("M130 356L166 296L188 330L214 280L252 356Z", &dark, 5.0);
    } else {
        sketch.line("M92 390L289 390", &dark, 6.0);
    }
}

pub(super) fn lantern(sketch: &mut Sketch) {
    let (dark, deep) = (sketch.tones.dark.clone(), sketch.tones.deep.clone());
    sketch.glow(&ellipse(200, 270, 190, 190));
    sketch.line("M126 210Q120 76 200 74Q280 76 274 210", &deep, 6.0);
    sketch.cloth("M146 200L160 140L240 140L254 200Z");
    sketch.shaded("M170 140L176 112L224 112L230 140Z", &dark);
    sketch.shaded("M140 200L260 200L266 350L134 350Z", GLOW);
    sketch.veil("M180 320Q166 280 200 246Q234 280 220 320Q200 336 180 320Z", "#fff", 0.8);
    sketch.line("M140 204L134 350M260 204L266 350M200 202L200 230M128 276L272 276", &deep, 5.0);
    sketch.cloth("M122 346L278 346Q288 346 290 360L296 408Q294 422 280 422L120 422Q106 422 104 408L110 360Q112 346 122 346Z");
    sketch.shaded("M132 194L268 194L272 212L128 212Z", &dark);
    sketch.dots(&[(200, 386)], 12, BRASS);
}

pub(super) fn bottle(sketch: &mut Sketch) {
    let (dark, second) = (sketch.tones.dark.clone(), sketch.tones.second.clone());
    sketch.line("M176 92Q176 58 200 58Q224 58 224 92", DARK, 9.0);
    let lid = if sketch.make(2) == 0 { WOOD } else { STEEL };
    sketch.shaded("M162 86L238 86Q244 86 244 94L244 128L156 128L156 94Q156 86 162 86Z", lid);
    sketch.shaded("M166 126L234 126L234 146L166 146Z", STEEL);
    sketch.cloth("M166 144L234 144Q276 160 276 214L272 400Q270 424 246 424L154 424Q130 424 128 400L124 214Q124 160 166 144Z");
    sketch.veil("M142 210Q142 180 158 170L160 400Q148 400 146 390Z", "#fff", 0.3);
    sketch.shaded("M127 352L273 352L272 400Q270 424 246 424L154 424Q130 424 128 400Z", &dark);
    sketch.line("M182 250L200 226L218 250M182 276L200 252L218 276", &second, 6.0);
}
