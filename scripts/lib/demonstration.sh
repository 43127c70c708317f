# shellcheck shell=bash
# The demonstration shop: simulated exports, built by the command that a merchant runs.

demo_folder=${VITRINE_DEMO:-$root/demo-output}
demo_seed=4
demo_names=(exports shop)

# The export files: the same seed gives the same bytes.
demo_exports() {
    "$vitrine" simulate --seed "$demo_seed" --out "$demo_folder/exports" || die "vitrine simulate failed; run scripts/build first if the binary is old."
}

# Arguments of vitrine build for the demonstration's exports.
demo_build_arguments() {
    local exports=$demo_folder/exports
    printf '%s\n' "$exports/products.csv" "$exports/orders.csv" --events "$exports/events.csv" --out "$demo_folder/shop" --shop
}

demo_shop() {
    local arguments
    mapfile -t arguments < <(demo_build_arguments)
    "$vitrine" build "${arguments[@]}" || die "vitrine build failed on the simulated exports; run scripts/demo --no-serve to see it alone."
}
