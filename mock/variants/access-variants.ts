import type { VariantRow } from "./variant.ts";

/** Other ways of letting in and of turning away. */
export const accessVariants: readonly VariantRow[] = [
  {
    id: "token-in-access-token-header",
    statement: "Access tokens are taken from the header CAP-API-ACCESS-TOKEN too.",
    choices: { tokenHeader: "access-token-too" },
  },
  {
    id: "token-as-bearer",
    statement: "Access tokens are taken from the header Authorization too.",
    choices: { tokenHeader: "bearer-too" },
  },
  {
    id: "without-access-401",
    statement: "A till that lacks the access group is refused with HTTP 401.",
    choices: { withoutAccess: 401 },
  },
];
