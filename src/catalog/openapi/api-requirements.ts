import { formatPointer, generalizePointer, parsePointer } from "../../model/json-pointer.ts";
import { type Requirement, schemaAspects } from "../../model/requirement.ts";
import { type Claims, collectClaims } from "../claims.ts";
import type { ApiSchemas } from "./api-schemas.ts";
import type { ApiContent, ApiOperation, ApiPlace, ApiResponse } from "./api-operation.ts";

/** The page that all requirements of a document come from. */
export const apiPage = "openapi";

/** The demands of an OpenAPI document, named by operation and place. */
export interface ApiRequirements {
  readonly list: readonly Requirement[];
  /** The requirements of the places in the body of a response. */
  readonly ofAnswer: (operation: ApiOperation, response: ApiResponse, content: ApiContent) => Claims;
  /** The places in the body of a response that are only written, and the requirement that nothing is there. */
  readonly silentIn: (
    operation: ApiOperation,
    response: ApiResponse,
    content: ApiContent,
  ) => readonly { readonly at: string; readonly requirement: string }[];
  /** That the host refuses what breaks a place of a request. */
  readonly ofRequest: (operation: ApiOperation, part: string, pointer: string) => string;
}

/** What is demanded of any host: HTTP and JSON themselves. */
function listProtocol(root: string): readonly Requirement[] {
  const paths = { file: root, pointer: "/paths" };
  return [
    makeRequirement("transport.answer.arrives", "A request is answered within the deadline.", "protocol", paths),
    makeRequirement(
      "transport.status.no-crash",
      "No request is answered with an internal server error, or another server error that is not documented.",
      "protocol",
      paths,
    ),
    makeRequirement("transport.body.json", "A body that is called JSON is JSON text in UTF-8.", "protocol", paths),
  ];
}

export function listApiRequirements(
  operations: readonly ApiOperation[],
  schemas: { readonly answer: ApiSchemas; readonly request: ApiSchemas },
  root: string,
): ApiRequirements {
  const all = new Map<string, Requirement>(listProtocol(root).map((requirement) => [requirement.id, requirement]));
  const owners = new Map<string, string>();
  const add = (
    key: string,
    id: string,
    statement: string,
    basis: Requirement["basis"],
    place: ApiPlace,
    check?: Requirement["check"],
  ): void => {
    let unique = id;
    for (let turn = 2; all.has(unique); turn += 1) unique = `${id}-${turn}`;
    all.set(unique, makeRequirement(unique, statement, basis, place, check));
    owners.set(key, unique);
  };
  for (const operation of operations) {
    const { id } = operation;
    const statuses = { ...operation, pointer: `${operation.pointer}/responses` };
    add(`${id} status`, statusOf(operation), `${id} is answered with a status that is documented.`, "stated", statuses);
    add(
      `${id} refusal`,
      refusalOf(operation),
      `${id} is refused with a status that is documented, or one that HTTP has for any request.`,
      "shown",
      statuses,
    );
    if (operation.isSecured)
      add(
        `${id} security `,
        `${id}.security`,
        `A request of ${id} without the credentials that the document asks for is refused.`,
        "derived",
        operation,
      );
    for (const response of operation.responses) {
      const { status } = response;
      add(
        `${id} ${status} type`,
        typeOf(operation, response),
        `A ${status} answer of ${id} has a media type that is documented for it.`,
        "stated",
        { ...response, pointer: `${response.pointer}/content` },
      );
      for (const { name } of response.headers) {
        add(
          `${id} ${status} header ${name}`,
          headerOf(operation, response, name),
          `A ${status} answer of ${id} carries the header ${name} as it is described.`,
          "stated",
          { ...response, pointer: `${response.pointer}${formatPointer(["headers", name])}` },
        );
      }
      for (const { mediaType, schema } of response.contents) {
        if (schema === undefined) continue;
        for (const { at, described } of placesOf(schemas.answer, schema)) {
          const words = at === "" ? "the body" : describePlace(at);
          add(
            `${id} ${status} ${mediaType} ${at}`,
            `${id}.${status.toLowerCase()}.body${dotted(at)}`,
            `In a ${status} answer of ${id} ${words} is as its schema describes it.`,
            "stated",
            described,
            { schema: `${id} ${status} ${mediaType}`, at, aspects: schemaAspects },
          );
        }
        for (const { at, described } of schemas.answer.silent(schema)) {
          add(
            `${id} ${status} ${mediaType} silent ${at}`,
            `${id}.${status.toLowerCase()}.body${dotted(at)}.write-only`,
            `A ${status} answer of ${id} does not tell ${describePlace(at)}, which is only written.`,
            "derived",
            described,
          );
        }
      }
    }
    for (const parameter of operation.parameters) {
      const part = `${parameter.in}.${plain(parameter.name)}`;
      add(
        `${id} ${parameter.in} ${parameter.name} `,
        `${id}.request.${part}`,
        `A request of ${id} whose ${parameter.in} parameter ${parameter.name} is not as described is refused.`,
        "derived",
        parameter,
      );
    }
    const body = operation.body?.contents.find(({ schema }) => schema !== undefined)?.schema;
    const whole = { at: "", described: { ...operation, pointer: `${operation.pointer}/requestBody` } };
    for (const { at, described } of body === undefined ? [whole] : placesOf(schemas.request, body)) {
      if (operation.body === undefined) break;
      add(
        `${id} body ${at}`,
        `${id}.request.body${dotted(at)}`,
        `A request of ${id} whose ${at === "" ? "body" : describePlace(at)} is not as described is refused.`,
        "derived",
        described,
      );
    }
  }
  const ownerOf = (prefix: string, pointer: string): string => {
    let place = generalizePointer(pointer);
    for (;;) {
      const owner = owners.get(`${prefix} ${place}`);
      if (owner !== undefined) return owner;
      if (place === "") throw new RangeError(`no requirement for ${prefix}`);
      place = place.slice(0, place.lastIndexOf("/"));
    }
  };
  const list = [...all.values()];
  const known = new Map<string, Claims>();
  return {
    list,
    ofAnswer: ({ id }, { status }, { mediaType }) => {
      const key = `${id} ${status} ${mediaType}`;
      const claims = known.get(key) ?? collectClaims(key, list);
      known.set(key, claims);
      return claims;
    },
    silentIn: ({ id }, { status }, { mediaType, schema }) =>
      (schema === undefined ? [] : schemas.answer.silent(schema)).map(({ at }) => ({
        at,
        requirement: owners.get(`${id} ${status} ${mediaType} silent ${at}`) ?? "",
      })),
    ofRequest: ({ id }, part, pointer) => ownerOf(`${id} ${part}`, pointer),
  };
}

export function statusOf({ id }: ApiOperation): string {
  return `${id}.status`;
}

export function refusalOf({ id }: ApiOperation): string {
  return `${id}.status.refusal`;
}

export function typeOf({ id }: ApiOperation, { status }: ApiResponse): string {
  return `${id}.${status.toLowerCase()}.content-type`;
}

export function headerOf({ id }: ApiOperation, { status }: ApiResponse, name: string): string {
  return `${id}.${status.toLowerCase()}.header.${plain(name.toLowerCase())}`;
}

function placesOf(schemas: ApiSchemas, place: ApiPlace): { readonly at: string; readonly described: ApiPlace }[] {
  const places = schemas.places(place);
  return places.some(({ at }) => at === "") ? places : [{ at: "", described: place }, ...places];
}

function dotted(at: string): string {
  return parsePointer(at)
    .map((part) => `.${part === "*" ? "entry" : plain(part)}`)
    .join("");
}

function describePlace(at: string): string {
  const name = parsePointer(at).findLast((part) => part !== "*") ?? "the list";
  return at.endsWith("/*") ? `an entry of ${name}` : name;
}

function plain(name: string): string {
  return name.replaceAll(/[^\w-]+/g, "-") || "-";
}

function makeRequirement(
  id: string,
  statement: string,
  basis: Requirement["basis"],
  { file, pointer }: ApiPlace,
  check: Requirement["check"] = { rule: id },
): Requirement {
  return {
    id,
    statement,
    binds: "host",
    basis,
    source: [{ page: apiPage, part: file, pointer }],
    check,
  };
}
