//! Kitchen, coffee and tea.

use super::sketch::{BRASS, CREAM, DARK_WOOD, STEEL, Sketch, WOOD, ellipse};

pub(super) fn pan(sketch: &mut Sketch) {
    sketch.hangs();
    let (dark, deep) = (sketch.tones.dark.clone(), sketch.tones.deep.clone());
    let handle = if sketch.make(2) == 0 { WOOD.to_owned() } else { dark.clone() };
    sketch.shaded("M246 218L346 76Q356 64 370 74Q380 84 372 96L276 240Z", &handle);
    sketch.dots(&[(361, 84)], 6, &deep);
    sketch.cloth(&ellipse(178, 304, 138, 132));
    sketch.shaded(&ellipse(178, 304, 122, 116), &dark);
    sketch.shaded(&ellipse(178, 306, 98, 92), &deep);
    sketch.veil("M100 270Q120 222 170 218Q128 240 112 292Z", "#fff", 0.2);
    sketch.shaded("M150 300Q132 262 176 254Q222 246 230 290Q246 336 196 346Q150 350 150 300Z", CREAM);
    sketch.dots(&[(190, 298)], 22, "#eda52f");
}

pub(super) fn casserole(sketch: &mut Sketch) {
    let (dark, light) = (sketch.tones.dark.clone(), sketch.tones.light.clone());
    sketch.line("M70 276Q30 270 34 304Q38 326 78 318M330 276Q370 270 366 304Q362 326 322 318", &dark, 15.0);
    sketch.cloth("M64 250L336 250L324 396Q320 422 290 422L110 422Q80 422 76 396Z");
    sketch.cloth("M54 248Q60 178 200 172Q340 178 346 248Q200 262 54 248Z");
    sketch.line("M58 250Q200 266 342 250", &dark, 7.0);
    sketch.line("M100 216Q140 194 200 192", &light, 5.0);
    let knob = if sketch.make(2) == 0 { BRASS } else { STEEL };
    sketch.shaded("M188 174L184 154Q176 136 200 134Q224 136 216 154L212 174Z", knob);
    sketch.veil("M92 280L108 280L114 400L102 400Z", "#fff", 0.2);
}

pub(super) fn mug(sketch: &mut Sketch) {
    let (dark, light) = (sketch.tones.dark.clone(), sketch.tones.light.clone());
    let base = sketch.tones.base.clone();
    sketch.line("M278 238Q362 222 358 300Q350 366 270 358", &dark, 26.0);
    sketch.line("M278 238Q360 224 356 300Q348 362 270 356", &base, 18.0);
    let (cup, foot) = if sketch.make(2) == 0 {
        (
            "M86 190L294 190Q300 290 280 366Q268 422 190 422Q112 422 100 366Q80 290 86 190Z",
            "M122 400Q190 416 258 400Q244 424 190 424Q136 424 122 400Z",
        )
    } else {
        ("M90 190L290 190L284 402Q282 424 258 424L122 424Q98 424 96 402Z", "M96 392L284 392L284 402Q282 424 258 424L122 424Q98 424 96 402Z")
    };
    sketch.cloth(cup);
    sketch.shaded(foot, "#c9a27a");
    sketch.shaded(&ellipse(190, 190, 103, 24), &light);
    sketch.flat(&ellipse(190, 194, 90, 18), "#5a3825");
    sketch.veil("M112 230Q110 300 126 372L138 372Q124 300 126 230Z", "#fff", 0.28);
    sketch.line("M160 140Q146 116 162 94M206 142Q192 112 210 84", CREAM, 5.0);
}

pub(super) fn bowl(sketch: &mut Sketch) {
    let (dark, light) = (sketch.tones.dark.clone(), sketch.tones.light.clone());
    sketch.shaded("M140 396L260 396L268 424L132 424Z", &dark);
    sketch.cloth("M48 276Q56 412 200 412Q344 412 352 276Z");
    sketch.shaded(&ellipse(200, 276, 152, 46), &light);
    sketch.shaded(&ellipse(200, 280, 136, 37), &dark);
    if sketch.make(2) == 0 {
        sketch.shaded(&ellipse(156, 262, 44, 40), "#d4b13f");
        sketch.shaded(&ellipse(232, 258, 46, 42), "#c96a45");
        sketch.shaded(&ellipse(196, 274, 42, 34), "#a9b35a");
        sketch.line("M196 240Q198 226 208 220M234 216L238 204", DARK_WOOD, 4.0);
        sketch.cloth("M64 290Q200 342 336 290Q340 300 338 312Q200 352 62 312Z");
    }
}

pub(super) fn teapot(sketch: &mut Sketch) {
    let (dark, light) = (sketch.tones.dark.clone(), sketch.tones.light.clone());
    let base = sketch.tones.base.clone();
    if sketch.make(2) == 0 {
        sketch.line("M126 190Q130 86 200 84Q270 86 274 190", DARK_WOOD, 11.0);
    } else {
        sketch.line("M286 250Q366 234 358 310Q346 368 276 362", &dark, 20.0);
        sketch.line("M286 250Q364 236 356 310Q344 364 276 360", &base, 13.0);
    }
    sketch.cloth("M116 340Q72 330 58 270Q48 238 24 228L44 208Q84 220 96 264Q104 290 126 292Z");
    sketch.cloth("M200 190Q308 196 310 304Q308 420 200 422Q92 420 90 304Q92 196 200 190Z");
    sketch.shaded("M136 206Q200 182 264 206Q268 222 200 226Q132 222 136 206Z", &dark);
    sketch.shaded("M140 202Q148 172 200 168Q252 172 260 202Q200 218 140 202Z", &light);
    sketch.shaded("M190 170Q180 148 200 146Q220 148 210 170Z", &dark);
    sketch.veil("M114 290Q118 240 158 222Q132 256 130 310Z", "#fff", 0.3);
}

pub(super) fn knife(sketch: &mut Sketch) {
    sketch.hangs();
    sketch.shaded("M196 300L196 60Q252 130 246 300Z", "#c9ced1");
    sketch.veil("M204 90Q238 160 236 298L222 298Q224 170 204 90Z", "#fff", 0.5);
    sketch.shaded("M190 296L250 296L248 318L192 318Z", STEEL);
    sketch.cloth("M192 316L246 316Q236 360 248 400Q254 440 222 446Q190 442 196 400Q202 360 192 316Z");
    sketch.dots(&[(220, 336), (222, 374), (224, 412)], 5, BRASS);
    sketch.seam("M206 330Q214 380 208 430");
}

pub(super) fn board(sketch: &mut Sketch) {
    sketch.hangs();
    let (dark, light) = (sketch.tones.dark.clone(), sketch.tones.light.clone());
    if sketch.make(2) == 0 {
        sketch.cloth("M178 62Q200 52 222 62L228 150L286 162Q302 166 302 184L302 420Q300 440 282 440L118 440Q100 440 98 420L98 184Q98 166 114 162L172 150Z");
    } else {
        sketch.cloth("M180 60Q200 52 220 60L226 128Q310 160 312 290Q306 436 200 440Q94 436 88 290Q90 160 174 128Z");
    }
    sketch.line(
        "M130 190Q126 300 134 424M164 176Q172 300 160 430M204 150Q196 300 206 432M240 176Q250 300 236 430M272 196Q268 300 276 414",
        &dark,
        2.0,
    );
    sketch.line("M184 250Q192 236 200 250Q208 276 200 300Q190 276 184 250", &dark, 2.0);
    sketch.dots(&[(200, 86)], 10, &sketch.tones.backdrop[1].clone());
    sketch.line("M112 196L112 400", &light, 3.0);
}

pub(super) fn cafetiere(sketch: &mut Sketch) {
    let (dark, deep) = (sketch.tones.dark.clone(), sketch.tones.deep.clone());
    sketch.line("M200 60L200 150", STEEL, 6.0);
    sketch.dots(&[(200, 60)], 14, &deep);
    sketch.line("M268 200Q344 196 340 290Q334 356 268 350", &dark, 17.0);
    sketch.shaded("M124 166L276 166L272 400L128 400Z", "#e3ecec");
    sketch.shaded("M126 262L274 262L272 400L128 400Z", "#4a2d1e");
    sketch.flat("M126 262L274 262L274 274L126 274Z", "#8a6242");
    sketch.veil("M140 176L154 176L152 392L142 392Z", "#fff", 0.5);
    sketch.line("M128 254L272 254", STEEL, 7.0);
    sketch.line("M200 150L200 254", STEEL, 5.0);
    sketch.cloth("M116 170Q120 134 200 130Q280 134 284 170Z");
    sketch.shaded("M112 166L92 182L124 186Z", STEEL);
    sketch.cloth("M118 330L282 330L282 348L118 348Z");
    sketch.cloth("M118 392L282 392L290 420L110 420Z");
    sketch.cloth("M118 180L132 180L136 400L120 400ZM264 180L278 180L280 400L266 400Z");
    sketch.cloth("M118 196L282 196L282 212L118 212Z");
}

pub(super) fn coffee(sketch: &mut Sketch) {
    let (dark, deep, second) = (sketch.tones.dark.clone(), sketch.tones.deep.clone(), sketch.tones.second.clone());
    sketch.cloth("M104 120Q200 112 296 120L306 414Q200 430 94 414Z");
    sketch.veil("M104 120L126 118L122 420L94 414ZM296 120L274 118L278 420L306 414Z", &dark, 0.5);
    sketch.shaded("M100 74Q200 66 300 74L298 124Q200 116 102 124Z", &dark);
    sketch.line("M104 98Q200 90 296 98", STEEL, 5.0);
    sketch.shaded("M136 196L264 196L264 348L136 348Z", CREAM);
    sketch.shaded("M200 216Q240 226 234 262Q226 296 194 292Q162 284 168 250Q174 218 200 216Z", &deep);
    sketch.line("M208 220Q184 244 202 256Q216 270 192 290", CREAM, 4.0);
    sketch.line("M158 314L242 314M174 330L226 330", &dark, 5.0);
    sketch.dots(&[(200, 156)], 9, &second);
}

pub(super) fn tea(sketch: &mut Sketch) {
    let (dark, second) = (sketch.tones.dark.clone(), sketch.tones.second.clone());
    if sketch.make(2) == 0 {
        sketch.cloth("M112 176L288 176L288 408Q286 424 270 424L130 424Q114 424 112 408Z");
        sketch.shaded("M104 124Q104 108 120 108L280 108Q296 108 296 124L296 182L104 182Z", &dark);
        sketch.line("M106 168L294 168", &second, 4.0);
    } else {
        sketch.cloth("M110 150L290 150L290 424L110 424Z");
        sketch.shaded("M110 150L144 96L256 96L290 150Z", &dark);
        sketch.line("M110 150L290 150", &second, 4.0);
    }
    sketch.shaded("M140 222L260 222L260 364L140 364Z", CREAM);
    sketch.shaded("M168 302Q164 250 226 240Q236 296 168 302Z", "#7d9161");
    sketch.line("M162 312Q186 280 216 254", "#4d6140", 3.5);
    sketch.line("M160 330L240 330M178 346L222 346", &dark, 5.0);
}

pub(super) fn tin(sketch: &mut Sketch) {
    let (dark, second) = (sketch.tones.dark.clone(), sketch.tones.second.clone());
    sketch.cloth("M106 166L294 166L294 396Q290 424 200 426Q110 424 106 396Z");
    sketch.shaded("M100 140Q104 116 200 112Q296 116 300 140L300 176Q296 196 200 198Q104 196 100 176Z", &dark);
    sketch.shaded(&ellipse(200, 140, 100, 24), &second);
    sketch.shaded("M136 232Q200 244 264 232L264 352Q200 366 136 352Z", CREAM);
    sketch.shaded("M168 262L208 262L208 302L168 302Z", "#5a3825");
    sketch.shaded("M200 276L236 282L230 318L194 312Z", "#744a30");
    sketch.line("M166 334Q200 340 234 334", &dark, 5.0);
}
