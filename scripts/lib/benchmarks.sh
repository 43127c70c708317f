# shellcheck shell=bash
# The steps of scripts/bench. They read the public data sets in VITRINE_DATA.

bench_names=(rsc15 serenade diginetica page)

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
