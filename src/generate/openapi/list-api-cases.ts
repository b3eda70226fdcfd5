import type { ApiRequirements } from "../../catalog/openapi/api-requirements.ts";
import type { ApiSchemas } from "../../catalog/openapi/api-schemas.ts";
import type { ApiOperation, ApiParameter } from "../../catalog/openapi/api-operation.ts";
import type { Draw, RequestPlan } from "../../model/case.ts";
import type { Json } from "../../model/json.ts";
import { formatPointer } from "../../model/json-pointer.ts";
import { createDraw } from "../draw.ts";
import { type Edge, listEdges } from "../edges.ts";
import { listSites, replaceAt } from "../instance-places.ts";
import { listAwkward } from "./list-awkward.ts";
import { listBreaches } from "./judge-instance.ts";
import { listExamples, sampleSchema } from "./sample-schema.ts";
import { type ApiInstance, chooseBody, kindOf, writeApiRequest } from "./write-api-request.ts";

/** A request that was generated of an OpenAPI document. */
export interface ApiDraft {
  readonly id: string;
  readonly title: string;
  readonly operation: string;
  /** The one thing that is wrong with it, and has to be refused; absent where nothing or too much is. */
  readonly breach?: {
    readonly requirement: string;
    readonly expected: string;
    /** As requirements name parts: `query limit`, or `body`. */
    readonly part: string;
  };
  /** Whether nothing is wrong with it. */
  readonly isSound: boolean;
  readonly request: RequestPlan;
  /** What it was written of; absent where it is no sound message. */
  readonly instance?: ApiInstance;
}

/** A draft that is written when it is sent: of large documents there are many. */
export interface PlannedDraft {
  readonly id: string;
  readonly make: () => ApiDraft;
}

/** What requests are made of. */
export interface ApiGenerator {
  readonly operation: ApiOperation;
  readonly schemas: ApiSchemas;
  readonly requirements: ApiRequirements;
  readonly prefix: string;
}

/** A sound request, or what it lacks; `without` says what it could have had. */
export type SoundInstance =
  | { readonly instance: ApiInstance; readonly without?: string }
  | { readonly lacking: string };

/** A sound request with drawn values; the fullest leaves out nothing. */
export function drawInstance({ operation, schemas }: ApiGenerator, draw: Draw, isFull: boolean): SoundInstance {
  const parts: Record<ApiParameter["in"], Record<string, Json>> = { path: {}, query: {}, header: {}, cookie: {} };
  for (const parameter of operation.parameters) {
    if (!parameter.required && !isFull && draw.integer(0, 1) === 0) continue;
    const sampled = sampleParameter(schemas, parameter, draw, isFull);
    if (sampled !== undefined && !isLost(parameter, sampled.value)) parts[parameter.in][parameter.name] = sampled.value;
    else if (parameter.required)
      return { lacking: `no value was found for its ${parameter.in} parameter ${parameter.name}` };
  }
  const { body } = operation;
  if (body === undefined || (!body.required && !isFull && draw.integer(0, 1) === 0)) return { instance: parts };
  const chosen = chooseBody(operation);
  const leaveOut = (reason: string): SoundInstance =>
    body.required ? { lacking: reason } : { instance: parts, without: reason };
  if (chosen === undefined) {
    const types = body.contents.map((one) => one.mediaType).join(", ") || "none";
    return leaveOut(`its body is of a media type that cannot be made: ${types}`);
  }
  const holdsMembers = ["json", "form", "parts"].includes(kindOf(chosen.type));
  if (chosen.schema === undefined) return { instance: { ...parts, body: holdsMembers ? {} : draw.letters(4) } };
  const { schema } = chosen;
  const examples = chosen.examples.filter((one) => schemas.validate(schema, one).length === 0);
  const isExample = examples.length > 0 && draw.integer(0, 2) === 0;
  const sampled = isExample ? { value: draw.pick(examples) } : sampleSchema(schemas, schema, draw);
  if (sampled !== undefined) return { instance: { ...parts, body: sampled.value } };
  return leaveOut("no value was found that its body's schema describes");
}

/**
 * A value of a parameter. In a path an example is a thing that there is, and any other value mostly leads to nothing; the fullest
 * request, whose edges are tried, has one wherever there is one.
 */
export function sampleParameter(
  schemas: ApiSchemas,
  { in: where, schema, examples }: ApiParameter,
  draw: Draw,
  isFull = false,
): { readonly value: Json } | undefined {
  if (schema === undefined) return { value: examples.length === 0 ? draw.letters(4) : draw.pick(examples) };
  const all = [...examples, ...listExamples(schemas, schema)];
  const sound = all.filter((one) => schemas.validate(schema, one).length === 0);
  const isExample = sound.length > 0 && (isFull || draw.integer(1, 4) <= (where === "path" ? 3 : 1));
  return isExample ? { value: draw.pick(sound) } : sampleSchema(schemas, schema, draw);
}

/** A path with an empty part is another path. */
function isLost({ in: where }: ApiParameter, value: Json): boolean {
  return where === "path" && (value === "" || (Array.isArray(value) && value.length === 0));
}

/** Every parameter and every place of the body at the edges of what its schema says. */
export function listApiBoundaries(generator: ApiGenerator, base: ApiInstance): PlannedDraft[] {
  const { operation, schemas } = generator;
  const { type = "", schema: body } = chooseBody(operation) ?? {};
  // A body that is a text is as a parameter is.
  const isText = ["text", "bytes"].includes(kindOf(type));
  const parts = [
    ...operation.parameters.map((parameter) => ({
      at: formatPointer([parameter.in, parameter.name]),
      name: `${parameter.in}.${parameter.name}`,
      isBody: false,
      places: parameter.schema === undefined ? [{ at: "", schemas: [] }] : schemas.places(parameter.schema),
    })),
    ...(body === undefined ? [] : [{ at: "/body", name: "body", isBody: !isText, places: schemas.places(body) }]),
  ];
  const drafts = parts.flatMap(({ at, name, isBody, places }) => {
    const whole = places.map((place) => ({ ...place, at: at + place.at }));
    // One entry of a list stands for all.
    const sites = listSites(whole, base as Json).filter(({ pointer }) => !/\/[1-9]\d*(\/|$)/.test(pointer));
    return sites.flatMap((site) => {
      const inner = site.at.slice(at.length);
      const edges: (Edge & { readonly isOpen?: boolean })[] = [
        ...listEdges({ ...site, at: inner === "" && !isBody ? "/-" : inner }, isBody ? "body" : "query"),
        ...listAwkward(site, isBody),
      ];
      const isPath = at.startsWith("/path/");
      return (
        edges
          .filter(({ value }) => !isPath || (value !== undefined && value !== ""))
          .filter(({ value }) => at !== "/body" || isBody || typeof value === "string")
          // How long a header may be is mostly not the host's own to say, but of what stands before it.
          .filter(({ name: edge }) => !at.startsWith("/header/") || !/^is-\d+-long$/.test(edge))
          .map(({ name: edge, words, value, isOpen = false }): PlannedDraft => {
            const place = [
              name,
              ...inner
                .split("/")
                .filter((part) => part !== "")
                .map((part) => (part === "*" ? "entry" : part)),
            ];
            const own = `boundaries.${place.join(".")}.${edge}`;
            const make = (): ApiDraft => {
              const instance = replaceAt(base as Json, site.pointer, value) as ApiInstance;
              const title = `A request of ${operation.id} whose ${place.join(" ")} is ${words} gets what is documented for it`;
              const draft = makeApiDraft(generator, instance, own, title);
              if (!isOpen) return draft;
              const { breach: _breach, ...unjudged } = draft;
              return { ...unjudged, isSound: false };
            };
            return { id: nameDraft(operation, own), make };
          })
      );
    });
  });
  return [...new Map(drafts.map((draft) => [draft.id, draft])).values()];
}

/** The name of a sound request by its number, after its operation's. */
export function nameDrawn(number: number): string {
  return `valid.${number}`;
}

/** A sound request by its number. */
export function drawApiRequest(generator: ApiGenerator, seed: number, number: number): ApiDraft | undefined {
  const { operation } = generator;
  const name = nameDrawn(number);
  const drawn = drawInstance(generator, createDraw(seed, `${operation.id} ${name}`), false);
  if ("lacking" in drawn) return undefined;
  return makeApiDraft(
    generator,
    drawn.instance,
    name,
    `A sound request of ${operation.id} gets what is documented for it`,
  );
}

/** A sound request without the credentials that the document asks for. */
export function makeBareDraft(generator: ApiGenerator, instance: ApiInstance): ApiDraft {
  const { operation, requirements } = generator;
  const title = `A request of ${operation.id} without credentials is refused`;
  const draft = makeApiDraft(generator, instance, "security", title);
  const requirement = requirements.ofRequest(operation, "security", "");
  return {
    ...draft,
    isSound: false,
    breach: { requirement, expected: "a request with credentials", part: "security" },
    request: { ...draft.request, credentials: "nobody" },
  };
}

function nameDraft({ id }: ApiOperation, name: string): string {
  return `generated.${id}.${name.replaceAll(/[^\w.-]+/g, "-")}`;
}

/** A request with what is wrong with it, if that is one thing. */
export function makeApiDraft(generator: ApiGenerator, instance: ApiInstance, name: string, title: string): ApiDraft {
  const { operation, schemas, requirements, prefix } = generator;
  const breaches = listBreaches(operation, schemas, instance);
  const [first, ...others] = breaches;
  // With several faults it is refused for any of them; one is enough to be blamed, and the first is not better than others.
  const isAlone = first !== undefined && others.every(({ part }) => part === first.part);
  // What a host can do, and what reached it, is often told to whoever asks.
  const isOne = isAlone && !["OPTIONS", "TRACE"].includes(operation.method);
  return {
    id: nameDraft(operation, name),
    title,
    operation: operation.id,
    isSound: first === undefined,
    ...(isOne
      ? {
          breach: {
            requirement: requirements.ofRequest(operation, first.part, first.pointer),
            expected: first.expected,
            part: first.part,
          },
        }
      : {}),
    request: writeApiRequest(operation, instance, prefix),
    instance,
  };
}
