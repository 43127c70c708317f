//! The texts. `BASE` stands for the folder's address.

use crate::arguments::Platform;
use clap::ValueEnum as _;
use vitrine_shop::Snippet;

/// A file for a shop.
pub struct Template {
    /// Where it goes in the shop's project.
    pub file: &'static str,
    /// What stands in it.
    pub text: &'static str,
    /// What to do next.
    pub then: &'static str,
}

impl Template {
    /// The text with the folder's address in it, which ends with a slash.
    pub fn with_base(&self, base: &str) -> String {
        self.text.replace("BASE", base)
    }
}

/// Every kind of shop's file with the folder's address in it, for the documentation.
pub fn snippets(base: &str) -> Vec<Snippet> {
    let made = Platform::value_variants().iter().map(|platform| {
        let template = of(*platform);
        Snippet {
            name: platform.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default(),
            file: template.file.to_owned(),
            text: template.with_base(base),
            then: template.then.to_owned(),
        }
    });
    made.collect()
}

/// The file for a kind of shop.
pub fn of(platform: Platform) -> Template {
    match platform {
        Platform::Html => Template {
            file: "vitrine-snippet.html",
            text: HTML,
            then: "Put the script into every page's head and a shelf wherever one should stand; its list follows from the kind of page.",
        },
        Platform::Shopify => Template {
            file: "sections/vitrine-shelf.liquid",
            text: SHOPIFY,
            then: "Add the section “Vitrine shelf” to the home, product, collection and cart pages in the theme editor. Shopify's own files can't hold the folder: upload it to any web server, and name that with --base.",
        },
        Platform::Woocommerce => Template {
            file: "wp-content/mu-plugins/vitrine.php",
            text: WOOCOMMERCE,
            then: "Upload the folder beside wp-content, so that it is reached at the address above.",
        },
        Platform::Next => Template {
            file: "components/product-shelf.tsx",
            text: NEXT,
            then: "Install the package (npm install vitrine), copy the folder to public/, and use <ProductShelf placement=\"product\" /> in a page.",
        },
        Platform::Nuxt => Template {
            file: "components/ProductShelf.vue",
            text: NUXT,
            then: "Install the package (npm install vitrine), copy the folder to public/, and use <ProductShelf placement=\"product\" /> in a page.",
        },
        Platform::Sveltekit => Template {
            file: "src/lib/ProductShelf.svelte",
            text: SVELTEKIT,
            then: "Install the package (npm install vitrine), copy the folder to static/, and use <ProductShelf placement=\"product\" /> in a page.",
        },
        Platform::Astro => Template {
            file: "src/components/ProductShelf.astro",
            text: ASTRO,
            then: "Copy the folder to public/, and use <ProductShelf placement=\"product\" /> in a page; no package is needed.",
        },
    }
}

const HTML: &str = r#"<script type="module" src="BASEvitrine.js"></script>

<vitrine-shelf></vitrine-shelf>
"#;

const SHOPIFY: &str = r#"<script type="module" src="BASEvitrine.js" data-basket="shopify"></script>
<vitrine-shelf
  {%- if section.settings.list != blank %} list="{{ section.settings.list }}"{% endif -%}
  {%- if section.settings.heading != blank %} heading="{{ section.settings.heading | escape }}"{% endif %}
></vitrine-shelf>

{% schema %}
{
  "name": "Vitrine shelf",
  "settings": [
    { "type": "text", "id": "heading", "label": "Heading", "info": "Left empty, it says what the list is" },
    {
      "type": "select",
      "id": "list",
      "label": "List",
      "default": "",
      "options": [
        { "value": "", "label": "What fits the page" },
        { "value": "for-you", "label": "For you" },
        { "value": "similar", "label": "Similar products" },
        { "value": "bought-together", "label": "Bought together" },
        { "value": "popular", "label": "Popular" },
        { "value": "recently-viewed", "label": "Recently viewed" }
      ]
    }
  ],
  "presets": [{ "name": "Vitrine shelf" }]
}
{% endschema %}
"#;

const WOOCOMMERCE: &str = r#"<?php
/**
 * Plugin Name: Vitrine shelves
 * Description: Recommendations that the shopper's own browser ranks.
 */

defined( 'ABSPATH' ) || exit;

add_action( 'wp_head', function () {
	echo '<script type="module" src="' . esc_url( 'BASEvitrine.js' ) . '"></script>' . "\n";
} );

$vitrine_places = array(
	'woocommerce_after_single_product_summary' => 'product',
	'woocommerce_after_shop_loop'              => 'category',
	'woocommerce_after_cart'                   => 'cart',
	'woocommerce_thankyou'                     => 'confirmation',
);
foreach ( $vitrine_places as $vitrine_hook => $vitrine_placement ) {
	add_action( $vitrine_hook, function () use ( $vitrine_placement ) {
		echo '<vitrine-shelf placement="' . esc_attr( $vitrine_placement ) . '"></vitrine-shelf>' . "\n";
	}, 25 );
}
"#;

const NEXT: &str = r"'use client';

import type { ComponentProps } from 'react';
import { VitrineShelf } from 'vitrine/react';

const options = { base: 'BASE' };

/** A shelf of products. On the server, `served` takes what `render` of vitrine/server gave: its attributes and inner. */
export function ProductShelf(props: Omit<ComponentProps<typeof VitrineShelf>, 'options'>) {
  return <VitrineShelf options={options} {...props} />;
}
";

const NUXT: &str = r#"<script setup lang="ts">
import { VitrineShelf } from 'vitrine/vue';

defineOptions({ inheritAttrs: false });
const options = { base: 'BASE' };
</script>

<template>
  <VitrineShelf :options="options" v-bind="$attrs" />
</template>
"#;

const SVELTEKIT: &str = r#"<script lang="ts">
  import { shelves } from 'vitrine/svelte';

  const options = { base: 'BASE' };
  let { placement = undefined, ...others }: { placement?: string; [name: string]: unknown } = $props();
</script>

<vitrine-shelf use:shelves={options} {placement} {...others}></vitrine-shelf>
"#;

const ASTRO: &str = r#"---
const { placement, ...others } = Astro.props;
---

<script is:inline type="module" src="BASEvitrine.js"></script>
<vitrine-shelf placement={placement} {...others}></vitrine-shelf>
"#;
