import { readFileSync } from "node:fs";
import { loadCatalog, type Catalog } from "../src/catalog/catalog.ts";
import type { CatalogSources, SchemaDocument } from "../src/catalog/sources.ts";
import { readSources } from "./read-sources.ts";

/** What commands share: the version, and the catalogue and meta schemas, each read when it is first asked for. */
export interface Toolkit {
  readonly version: string;
  readonly catalog: () => Catalog;
  readonly meta: (name: string) => SchemaDocument;
}

/** @param built whether this is the compiled package, which has its catalogue in one file */
export function createToolkit(root: string, built: boolean): Toolkit {
  let sources: CatalogSources | undefined;
  let catalog: Catalog | undefined;
  const read = (): CatalogSources => (sources ??= readSources(root, built));
  const { version } = JSON.parse(readFileSync(`${root}/package.json`, "utf8")) as { version: string };
  return {
    version,
    catalog: () => (catalog ??= loadCatalog(read())),
    meta: (name) => {
      const schema = read().meta[name];
      if (schema === undefined) throw new RangeError(`no meta schema ${name}`);
      return schema;
    },
  };
}
