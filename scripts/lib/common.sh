# shellcheck shell=bash
# What every script shares: where things lie, how a step is run and timed, how a failure is told.
# Sourced, never run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# Tools and stamps of this checkout; git-ignored. Point VITRINE_CACHE elsewhere to share them between checkouts.
cache=${VITRINE_CACHE:-$root/.cache}
target=${CARGO_TARGET_DIR:-$root/target}

mkdir -p "$cache/stamps"
# The public data sets that some tests read; each test says so when they are absent.
if [ -z "${VITRINE_DATA:-}" ] && [ -d "$root/../shared/data" ]; then
    VITRINE_DATA=$(cd "$root/../shared/data" && pwd)
    export VITRINE_DATA
fi
export PATH="$cache/tools/bin:$root/www/node_modules/.bin:$PATH"
export npm_config_update_notifier=false npm_config_fund=false npm_config_audit=false
cd "$root"

note() { printf '%s\n' "$*"; }

# Ends the step with one sentence that names the mend.
die() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

in_ci() { [ "${CI:-}" = true ] || [ "${CI:-}" = 1 ]; }

# The lock file is binding in CI; at a desk a changed Cargo.toml may still mend it.
locked() { if in_ci; then printf '%s' --locked; fi; }

# Steps that ran, in order: "name seconds outcome" (passed, failed, not-run).
step_rows=()
steps_passed=0
steps_failed=0

# step NAME FUNCTION: runs the function in a subshell that stops at the first error, prints name and seconds.
step() {
    local name=$1 function=$2 started=$SECONDS status=0 seconds
    printf '\n== %s\n' "$name"
    set +e
    (
        set -euo pipefail
        "$function"
    )
    status=$?
    set -e
    seconds=$((SECONDS - started))
    if [ "$status" -eq 0 ]; then
        steps_passed=$((steps_passed + 1))
        step_rows+=("$name $seconds passed")
        printf '== %s: passed in %s s\n' "$name" "$seconds"
    else
        steps_failed=$((steps_failed + 1))
        step_rows+=("$name $seconds failed")
        printf '== %s: FAILED after %s s; again alone: %s %s\n' "$name" "$seconds" "scripts/$(basename "$0")" "$name" >&2
    fi
    return 0
}

# A step that cannot start because one before it failed counts as failed: nothing passes by being left out.
step_not_run() {
    steps_failed=$((steps_failed + 1))
    step_rows+=("$1 0 not-run")
}

timing_table() {
    local row name seconds outcome
    printf '\n%-24s %8s  %s\n' step seconds outcome
    for row in "${step_rows[@]}"; do
        read -r name seconds outcome <<<"$row"
        printf '%-24s %8s  %s\n' "$name" "$seconds" "$outcome"
    done
    printf '%-24s %8s\n' together "$SECONDS"
}

# Prints the timing table and the closing line, and ends the script: 0 when every step passed.
finish() {
    timing_table
    printf '%s passed, %s failed\n' "$steps_passed" "$steps_failed"
    [ "$steps_failed" -eq 0 ] || exit 1
    exit 0
}

# run_steps PREFIX ALL... -- CHOSEN...: runs the chosen steps (all when none is chosen) as functions PREFIX_name.
run_steps() {
    local prefix=$1 name all=() chosen=()
    shift
    while [ "$1" != -- ]; do
        all+=("$1")
        shift
    done
    shift
    if [ $# -eq 0 ]; then chosen=("${all[@]}"); else chosen=("$@"); fi
    for name in "${chosen[@]}"; do
        [[ " ${all[*]} " == *" $name "* ]] || die "There is no step '$name'; the steps are: ${all[*]}."
    done
    for name in "${chosen[@]}"; do
        if [ "$steps_failed" -gt 0 ] && [ "$prefix" != check ]; then
            step_not_run "$name"
        else
            step "$name" "${prefix}_${name//-/_}"
        fi
    done
}

# fingerprint PATH...: one number for the names and contents of files and folders.
fingerprint() { find "$@" -type f -print0 2>/dev/null | sort -z | xargs -0 cksum | cksum; }

# stamp_matches NAME VALUE / stamp NAME VALUE: remembers what a step last finished with.
stamp_matches() { [ -f "$cache/stamps/$1" ] && [ "$(cat "$cache/stamps/$1")" = "$2" ]; }
stamp() { printf '%s' "$2" >"$cache/stamps/$1"; }

# Runs a command as the administrator.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif have sudo; then
        sudo "$@"
    else
        die "Installing packages needs the administrator; run this as root: $*"
    fi
}

# compact COMMAND...: only its last lines, unless it fails.
compact() {
    local log status=0
    log=$(mktemp)
    "$@" >"$log" 2>&1 || status=$?
    if [ "$status" -eq 0 ]; then tail -n 3 "$log"; else cat "$log" >&2; fi
    rm -f "$log"
    return "$status"
}

# Everything that cargo needs is on this machine: keep it from asking the network.
cargo_offline_when_complete() {
    if cargo fetch --offline --quiet 2>/dev/null; then export CARGO_NET_OFFLINE=true; fi
}
