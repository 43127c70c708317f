# shellcheck shell=bash
# The steps of scripts/bench. They read the public data sets in VITRINE_DATA.

bench_names=(rsc15 serenade diginetica diginetica_build page lighthouse study scale)

data_folder() {
    [ -d "${VITRINE_DATA:-/nowhere}" ] || die "The public data sets are not here; name their folder in VITRINE_DATA."
    [ -x "$vitrine" ] || die "There is no $vitrine; run scripts/build first."
}

# First of the given paths that exists.
data_file() {
    local name
    for name in "$@"; do
        if [ -e "$VITRINE_DATA/$name" ]; then
            printf '%s\n' "$VITRINE_DATA/$name"
            return 0
        fi
    done
    die "None of $* is in VITRINE_DATA."
}

# Quality from the encoded file, beside the baselines.
bench_rsc15() {
    local train test
    data_folder
    train=$(data_file rsc15/train_full.tsv.gz)
    test=$(data_file rsc15/test.tsv.gz)
    "$vitrine" evaluate --train "$train" --test "$test"
}

bench_serenade() {
    local log
    data_folder
    log=$(data_file serenade/train.tsv.gz)
    "$vitrine" evaluate --events "$log" --last-days 3
}

bench_diginetica() {
    local train test
    data_folder
    train=$(data_file diginetica/train_sessions.txt.gz)
    test=$(data_file diginetica/test_prefix_target.txt.gz)
    "$vitrine" evaluate --train "$train" --test "$test"
}

# Seconds, memory and bytes of a build from 906,140 events.
bench_diginetica_build() {
    local log out
    data_folder
    log=$(data_file diginetica/train_sessions.txt.gz)
    [ -x /usr/bin/time ] || die "/usr/bin/time is missing; install the package that Debian calls time."
    out=$(mktemp -d)
    /usr/bin/time -f '%e s, %M kB at most' "$vitrine" build --events "$log" --out "$out/shop"
    rm -rf "$out"
}

# A ranking at 10,000 items in Chromium, beside hand-written JavaScript.
bench_page() {
    [ -x "$vitrine" ] || die "There is no $vitrine; run scripts/build first."
    node www/bench/run.mjs
}

# Lighthouse's score of each kind of page of the demonstration shop, with Vitrine and without.
bench_lighthouse() {
    [ -d "$demo_folder/shop" ] || die "There is no demonstration shop; run scripts/demo --no-serve first."
    VITRINE_DEMO=$demo_folder node www/bench/lighthouse.mjs
}

# Every part of the recipe in and out, bytes against quality, support thresholds, growing data: tables and plots in crates/figures.
bench_study() {
    [ -d "${VITRINE_DATA:-/nowhere}" ] || die "The public data sets are not here; name their folder in VITRINE_DATA."
    cargo run --release --locked -p vitrine-evaluate --example study -- ablation size threshold data
}

# Cost of an event from 100 thousand to 10 million simulated ones, plotted in crates/figures.
bench_scale() {
    cargo run --release --locked -p vitrine-evaluate --example study -- scale
}
