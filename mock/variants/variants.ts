import { accessVariants } from "./access-variants.ts";
import { choiceVariants } from "./choice-variants.ts";
import { eventVariants } from "./event-variants.ts";
import { historiesVariants } from "./histories-variants.ts";
import { httpVariants } from "./http-variants.ts";
import { oddityVariants } from "./oddity-variants.ts";
import { updateVariants } from "./update-variants.ts";
import type { Variant, VariantRow } from "./variant.ts";

const rows: readonly VariantRow[] = [
  ...choiceVariants,
  ...historiesVariants,
  ...updateVariants,
  ...accessVariants,
  ...eventVariants,
  ...oddityVariants,
  ...httpVariants,
];

/** Every variant of the mock: a run against any of them is clean. */
export const variants: readonly Variant[] = rows.map(({ slots: _slots, ...variant }, index) => ({
  ...variant,
  excludes: rows.filter((other, at) => at !== index && sharesSlot(rows[index], other)).map(({ id }) => id),
}));

/**
 * As many variants as can be taken at once: of those that exclude one another the one that stands first. The ids of
 * `preferred` come before all others.
 */
export function compatibleVariants(preferred: readonly string[] = []): readonly Variant[] {
  const ordered = [
    ...variants.filter(({ id }) => preferred.includes(id)),
    ...variants.filter(({ id }) => !preferred.includes(id)),
  ];
  return ordered.reduce<readonly Variant[]>(
    (taken, variant) => (taken.some(({ id }) => variant.excludes.includes(id)) ? taken : [...taken, variant]),
    [],
  );
}

function sharesSlot(row: VariantRow | undefined, other: VariantRow): boolean {
  const slots = row === undefined ? [] : listSlots(row);
  return listSlots(other).some((slot) => slots.includes(slot));
}

function listSlots({ choices, slots }: VariantRow): readonly string[] {
  return [...Object.keys(choices ?? {}), ...(slots ?? [])];
}
