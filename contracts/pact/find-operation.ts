import type { Catalog } from "../../src/catalog/catalog.ts";
import { findNearest } from "../../src/catalog/find-nearest.ts";
import type { Operation } from "../../src/catalog/operations.ts";
import type { Exchange } from "../../src/model/exchange.ts";

/** What a request is meant for. */
export type Meant =
  | { readonly kind: "documented"; readonly operation: Operation }
  /** The path is a documented one, and the method is not its own. */
  | { readonly kind: "other-method"; readonly operation: Operation }
  /** The path is that of the sample request, which the page's own specification contradicts. */
  | { readonly kind: "sample-path"; readonly operation: Operation }
  /** The path resembles a documented one. */
  | { readonly kind: "other-path"; readonly operation: Operation }
  | { readonly kind: "foreign" };

/** customeractivityhistories, example-request */
const samplePath = "/v2/partnerProgram/customerActivityHistory";

/** The operation that a request is meant for, also where its path or method is not quite the documented one. */
export function findOperation(catalog: Pick<Catalog, "operations" | "matchOperation">, { request }: Exchange): Meant {
  const operation = catalog.matchOperation(request);
  if (operation !== undefined) return { kind: "documented", operation };
  const path = decodeURI(new URL(request.url).pathname).replace(/\/+$/, "");
  const all = [...catalog.operations.values()];
  const sampled = catalog.operations.get("histories");
  if (sampled !== undefined && path.endsWith(samplePath) && request.method === sampled.method)
    return { kind: "sample-path", operation: sampled };
  const same = all.find((one) => path.endsWith(one.path));
  // A slash at the end is another path to some servers and the same to others.
  if (same !== undefined && same.method === request.method) return { kind: "other-path", operation: same };
  if (same !== undefined) return { kind: "other-method", operation: same };
  const last = lastSegment(path).toLowerCase();
  const nearest = findNearest(
    last,
    all.map((one) => lastSegment(one.path)),
  );
  const near = all.find((one) => lastSegment(one.path) === nearest);
  return near === undefined ? { kind: "foreign" } : { kind: "other-path", operation: near };
}

function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
