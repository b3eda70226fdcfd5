/** Where a demand comes from, which decides how heavy a breach is. */
export const bases = ["stated", "shown", "derived", "protocol", "policy", "elsewhere"] as const;
export type Basis = (typeof bases)[number];

/** How heavy a breach is: a violation gates by default, a deviation and an advisory do not. */
export const divergenceClasses = ["violation", "deviation", "advisory"] as const;
export type DivergenceClass = (typeof divergenceClasses)[number];

/** Who has to keep a requirement. */
export type Binds = "host" | "consumer" | "sender";

/** One place in the documents: a page, a part of it, and a row or a pointer into a sample. */
export interface Source {
  readonly page: string;
  readonly part: string;
  readonly row?: string;
  readonly pointer?: string;
}

/** What a breach of a schema place can be: the member is missing, of another JSON type, or of another value. */
export const schemaAspects = ["missing", "type", "value"] as const;
export type SchemaAspect = (typeof schemaAspects)[number];

/** Why a requirement cannot be observed: a closed list. */
export const unobservableReasons = [
  "no trigger in the three operations",
  "needs the vendor's back office",
  "wall-clock days",
  "prose without a demand",
] as const;
export type UnobservableReason = (typeof unobservableReasons)[number];

/** How a requirement is checked. */
export type Check =
  /**
   * A place in the bodies (or queries) that a schema describes: `at` is a JSON Pointer with `*` for any entry of a list.
   * Places below it that no other requirement claims are its own too.
   */
  | { readonly schema: string; readonly at: string; readonly aspects: readonly SchemaAspect[] }
  | { readonly rule: string }
  | { readonly cases: readonly string[] }
  | { readonly flow: string }
  | { readonly none: UnobservableReason };

/** One thing the documents demand. */
export interface Requirement {
  /** `<operation|event|authentication|transport>.<subject>.<aspect>`; never renamed. */
  readonly id: string;
  readonly statement: string;
  readonly binds: Binds;
  readonly basis: Basis;
  readonly source: readonly Source[];
  readonly contradictions?: readonly string[];
  /** Reading name to what it means; a host passes with any, a profile's `pin` leaves one. */
  readonly readings?: Readonly<Record<string, string>>;
  readonly check: Check;
}

/** The class of a breach of a requirement with this basis. */
export function classifyBreach(basis: Basis): DivergenceClass {
  switch (basis) {
    case "stated":
    case "policy":
      return "violation";
    case "shown":
    case "derived":
    case "protocol":
      return "deviation";
    case "elsewhere":
      return "advisory";
  }
}

/** Beginnings of requirements that hold for every operation and event. */
const acrossAll = new Set(["transport", "contract", "webhook"]);

/**
 * The operation or event that a requirement is about, by its id (`histories` for `histories.tier-number.type` and for
 * `authentication.histories.required`); undefined for those that hold for all of them.
 */
export function operationOf(requirement: string): string | undefined {
  const [first = requirement, second = first] = requirement.split(".");
  if (acrossAll.has(first)) return undefined;
  return first === "authentication" ? second : first;
}
