import { InputError } from "../../model/input-error.ts";
import { formatPointer, resolvePointer } from "../../model/json-pointer.ts";
import { isObject } from "../../model/json.ts";
import type { ApiOperation, ApiParameter, ApiPlace } from "./api-operation.ts";
import { followNode, readMembers } from "./follow-node.ts";
import type { OpenapiFiles } from "./load-openapi.ts";
import { readBody, readExamples, readResponses } from "./read-messages.ts";
import { readServerPath } from "./server-path.ts";

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;

/** The operations of a document. Throws an InputError where one cannot be read. */
export function readOperations(api: OpenapiFiles): ApiOperation[] {
  const paths = followNode(api, { file: api.root, pointer: "/paths" });
  if (!isObject(paths.node)) {
    throw new InputError([
      { ...api.locate(api.root, ""), message: "has no paths, so there is nothing to ask a host for" },
    ]);
  }
  const taken = new Set<string>();
  const operations = Object.keys(paths.node)
    .filter((path) => path.startsWith("/"))
    .flatMap((path) => {
      const item = followNode(api, { file: paths.place.file, pointer: paths.place.pointer + formatPointer([path]) });
      if (!isObject(item.node)) return [];
      const members = item.node;
      return methods.flatMap((method) =>
        isObject(members[method]) ? [readOperation(api, item.place, path, method, taken)] : [],
      );
    });
  if (operations.length === 0) {
    const hint = "a path begins with / and has get, post or another method below it";
    throw new InputError([
      { ...api.locate(paths.place.file, paths.place.pointer), message: "has no operation to ask a host for", hint },
    ]);
  }
  return operations;
}

function readOperation(
  api: OpenapiFiles,
  item: ApiPlace,
  path: string,
  method: string,
  taken: Set<string>,
): ApiOperation {
  const place = { file: item.file, pointer: `${item.pointer}/${method}` };
  const { node } = followNode(api, place);
  const operation = isObject(node) ? node : {};
  const parameters = mergeParameters(
    readList(api, { ...item, pointer: `${item.pointer}/parameters` }),
    readList(api, { ...place, pointer: `${place.pointer}/parameters` }),
  );
  const body =
    operation["requestBody"] === undefined ? undefined : readBody(api, `${place.pointer}/requestBody`, place);
  const id = nameOperation(operation["operationId"], method, path, taken);
  const summary = typeof operation["summary"] === "string" ? operation["summary"] : `${method.toUpperCase()} ${path}`;
  return {
    ...place,
    id,
    summary,
    method: method.toUpperCase(),
    path,
    parameters: completePath(path, parameters, place),
    body,
    responses: readResponses(api, { ...place, pointer: `${place.pointer}/responses` }),
    isSecured: isSecured(operation["security"] ?? readMembers(api, { file: api.root, pointer: "" })["security"]),
    serverPath: readServerPath(operation["servers"]) ?? readServerPath(readMembers(api, item)["servers"]),
  };
}

/** Whether every alternative of a list of security requirements asks for something. */
function isSecured(security: unknown): boolean {
  const list: readonly unknown[] = Array.isArray(security) ? security : [];
  return list.length > 0 && list.every((one) => isObject(one) && Object.keys(one).length > 0);
}

/** An operation without an id is named by its method and path. */
function nameOperation(given: unknown, method: string, path: string, taken: Set<string>): string {
  const text = typeof given === "string" && given !== "" ? given : `${method}${path}`;
  const plain =
    text
      .replaceAll(/[^\w-]+/g, "-")
      .replaceAll(/^-+|-+$/g, "")
      .slice(0, 80) || method;
  let id = plain;
  for (let turn = 2; taken.has(id); turn += 1) id = `${plain}-${turn}`;
  taken.add(id);
  return id;
}

function readList(api: OpenapiFiles, place: ApiPlace): ApiParameter[] {
  const { node, place: at } = followNode(api, place);
  if (!Array.isArray(node)) return [];
  return [...node.keys()].flatMap((index) => readParameter(api, { ...at, pointer: `${at.pointer}/${index}` }));
}

/** An operation's own parameter takes the place of its path's. */
function mergeParameters(shared: readonly ApiParameter[], own: readonly ApiParameter[]): ApiParameter[] {
  const key = (parameter: ApiParameter): string => `${parameter.in} ${parameter.name}`;
  return [...new Map([...shared, ...own].map((parameter) => [key(parameter), parameter])).values()];
}

/**
 * Headers that are written by the message itself, whatever a document says: the first three by OpenAPI (parameter object, `name`),
 * the others by HTTP.
 */
const ofMessage = new Set(
  (
    "accept content-type authorization connection content-length expect host keep-alive proxy-connection te trailer " +
    "transfer-encoding upgrade"
  ).split(" "),
);

function readParameter(api: OpenapiFiles, start: ApiPlace): ApiParameter[] {
  const { node, place } = followNode(api, start);
  if (!isObject(node) || typeof node["name"] !== "string") return [];
  const where = (["path", "query", "header", "cookie"] as const).find((one) => one === node["in"]);
  if (where === undefined) return [];
  if (where === "header" && (ofMessage.has(node["name"].toLowerCase()) || !/^[\w!#$%&'*+.^`|~-]+$/.test(node["name"])))
    return [];
  const isQuery = where === "query" || where === "cookie";
  const style = typeof node["style"] === "string" ? node["style"] : isQuery ? "form" : "simple";
  const content = isObject(node["content"]) ? Object.keys(node["content"])[0] : undefined;
  const schema =
    content === undefined
      ? `${place.pointer}/schema`
      : `${place.pointer}${formatPointer(["content", content, "schema"])}`;
  const isDescribed = resolvePointer(api.files.get(place.file), schema) !== undefined;
  return [
    {
      ...place,
      name: node["name"],
      in: where,
      required: where === "path" || node["required"] === true,
      style,
      explode: typeof node["explode"] === "boolean" ? node["explode"] : style === "form",
      schema: isDescribed ? { file: place.file, pointer: schema } : undefined,
      isJson: content !== undefined,
      examples:
        content === undefined
          ? readExamples(api, place)
          : readExamples(api, { ...place, pointer: `${place.pointer}${formatPointer(["content", content])}` }),
    },
  ];
}

/** A path's parameter that nothing describes is some text. */
function completePath(path: string, parameters: readonly ApiParameter[], place: ApiPlace): ApiParameter[] {
  const named = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name = ""]) => name);
  const missing = named.filter((name) => !parameters.some((one) => one.in === "path" && one.name === name));
  return [
    ...parameters.filter((one) => one.in !== "path" || named.includes(one.name)),
    ...missing.map((name): ApiParameter => ({
      ...place,
      name,
      in: "path",
      required: true,
      style: "simple",
      explode: false,
      schema: undefined,
      isJson: false,
      examples: [],
    })),
  ];
}
