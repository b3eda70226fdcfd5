import { posix } from "node:path";
import type { CatalogSources, SchemaDocument } from "../src/catalog/sources.ts";
import { isObject } from "../src/model/json.ts";
import { resolvePointer } from "../src/model/json-pointer.ts";

/**
 * The OpenAPI document in one piece, for other tools: every schema file that it refers to, and every definition of one, is
 * a component named by its title; a reference to a part of a file, as parameters have it, is replaced by that part. `$id`
 * and `$schema` are left out, since many tools resolve references beside them wrongly. Throws an Error where a reference
 * leads nowhere or two components would have one name.
 */
export function bundleOpenapi({ openapi, schemas }: Pick<CatalogSources, "openapi" | "schemas">): SchemaDocument {
  const components = new Map<string, { readonly place: string; schema: unknown }>();

  function bundle(value: unknown, file: string): unknown {
    if (Array.isArray(value)) return value.map((entry) => bundle(entry, file));
    if (!isObject(value)) return value;
    const reference = value["$ref"];
    const replaced = typeof reference === "string" ? followReference(reference, file) : {};
    const members = Object.entries(value).filter(([name]) => !leftOut.has(name));
    return { ...replaced, ...Object.fromEntries(members.map(([name, member]) => [name, bundle(member, file)])) };
  }

  function followReference(reference: string, from: string): SchemaDocument {
    const [path = "", pointer = ""] = reference.split("#");
    // A component of the document's own.
    if (path === "" && from === "") return { $ref: reference };
    const file = path === "" ? from : posix.join(posix.dirname(from), path);
    const schema = resolvePointer(schemas[file], decodeURIComponent(pointer));
    if (!isObject(schema)) throw new Error(`${from || "openapi.yaml"} refers to ${reference}, which does not exist`);
    const [, definition] = /^\/\$defs\/([^/]+)$/.exec(pointer) ?? [];
    if (pointer !== "" && definition === undefined) return bundle(schema, file) as SchemaDocument;
    const name = nameComponent(schema, schemas[file], definition);
    const place = `${file}#${pointer}`;
    const known = components.get(name);
    if (known !== undefined && known.place !== place)
      throw new Error(`${known.place} and ${place} would both be the component ${name}`);
    if (known === undefined) {
      // Put down first, because a schema may refer to itself.
      const component: { readonly place: string; schema: unknown } = { place, schema: undefined };
      components.set(name, component);
      component.schema = bundle(schema, file);
    }
    return { $ref: `#/components/schemas/${name}` };
  }

  const bundled = bundle(openapi, "") as SchemaDocument;
  const named = [...components].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, { schema }]) => [name, schema]);
  const others = isObject(bundled["components"]) ? bundled["components"] : {};
  const own = isObject(others["schemas"]) ? others["schemas"] : {};
  return { ...bundled, components: { ...others, schemas: { ...own, ...Object.fromEntries(named) } } };
}

const leftOut = new Set(["$id", "$schema", "$defs", "$ref"]);

/** A definition without a title has the name of its file's schema before its own. */
function nameComponent(
  schema: SchemaDocument,
  whole: SchemaDocument | undefined,
  definition: string | undefined,
): string {
  if (typeof schema["title"] === "string") return schema["title"];
  const end = definition === undefined ? "" : definition.charAt(0).toUpperCase() + definition.slice(1);
  return `${String(whole?.["title"])}${end}`;
}
