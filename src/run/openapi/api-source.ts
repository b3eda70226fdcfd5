import { createDraw } from "../../generate/draw.ts";
import {
  type ApiDraft,
  type ApiGenerator,
  drawApiRequest,
  drawInstance,
  listApiBoundaries,
  makeBareDraft,
  nameDrawn,
  type PlannedDraft,
  type SoundInstance,
} from "../../generate/openapi/list-api-cases.ts";
import type { ApiOperation } from "../../catalog/openapi/api-operation.ts";
import type { ApiInstance } from "../../generate/openapi/write-api-request.ts";
import { isObject } from "../../model/json.ts";
import { nothingJudged } from "../../model/verdict.ts";
import { listApiPairs } from "../../generate/openapi/list-api-pairs.ts";
import { listApiRaw } from "../../generate/openapi/list-api-raw.ts";
import { mostRequests } from "../generated-case.ts";
import type { GeneratedSource, PlannedGenerated, SourceOptions } from "../source-plan.ts";
import type { ApiStandard, ApiWorld } from "./api-standard.ts";
import { makeApiCase } from "./make-api-case.ts";
import { readApiDraft, shrinkApi } from "./shrink-api.ts";

/** So many sound requests are drawn where no number is asked for. */
const usualCases = 500;

/**
 * The requests that are generated of an OpenAPI document: every place at its edges, pairs of parameters, odd messages, then sound
 * ones.
 */
export function createApiSource({
  operations,
  schemas,
  requirements,
  prefixOf,
}: ApiStandard): GeneratedSource<ApiWorld> {
  return {
    family: "openapi",
    remake: (_world, id, made) => {
      const draft = readApiDraft(id, made);
      if (draft === undefined) return undefined;
      return { id, phase: "generated", case: makeApiCase(draft), state: { kind: "ready", subject: undefined } };
    },
    plan: (world, options) => {
      const wanted = operations.filter(({ id }) => options.operations.length === 0 || options.operations.includes(id));
      const plans = wanted.map((operation) =>
        planOperation(
          { operation, schemas: schemas.request, requirements, prefix: prefixOf(operation) },
          world,
          options,
        ),
      );
      const ready = plans.flatMap(({ generator }) => generator ?? []);
      const count = options.cases ?? (options.loopback ? usualCases : 0);
      const drawn = ready.length === 0 ? 0 : count;
      return {
        count: plans.reduce((sum, { planned }) => sum + planned.length, 0) + drawn,
        countRequests: () =>
          plans.reduce((sum, { generator, planned }) => sum + (generator === undefined ? 0 : planned.length), 0) +
          drawn,
        list: function* (isOver = () => false) {
          for (const { operation, planned } of plans)
            for (const { id, make } of planned) yield isOver() ? leaveUnmade(operation, id) : make();
          for (let number = 0; number < drawn; number += 1) {
            const generator = ready[number % ready.length];
            if (generator === undefined) return;
            const turn = Math.floor(number / ready.length);
            const { operation } = generator;
            yield isOver()
              ? leaveUnmade(operation, `generated.${operation.id}.${nameDrawn(turn)}`)
              : planDrawn(generator, options, turn);
          }
        },
      };
    },
  };
}

/** So many sound requests are drawn in search of one of each shape that a body can have. */
const mostBases = 8;

/** The edges of a sound request, and at members that only requests of other shapes have (branches of a schema) theirs. */
function listBoundaries(generator: ApiGenerator, drawn: readonly SoundInstance[]): PlannedDraft[] {
  const [first, ...others] = drawn.flatMap((one) => ("instance" in one ? [one.instance] : []));
  if (first === undefined) return [];
  const drafts = new Map(listApiBoundaries(generator, first).map((draft) => [draft.id, draft]));
  const known = new Set(namesOf(first));
  for (const instance of others) {
    const own = namesOf(instance).filter((name) => !known.has(name));
    if (own.length === 0) continue;
    for (const name of own) known.add(name);
    const places = own.map((name) => `.boundaries.body.${name}.`);
    for (const draft of listApiBoundaries(generator, instance)) {
      if (places.some((place) => draft.id.includes(place))) drafts.set(draft.id, draft);
    }
  }
  return [...drafts.values()];
}

function namesOf({ body }: ApiInstance): string[] {
  return isObject(body) ? Object.keys(body) : [];
}

interface OperationPlan {
  readonly operation: ApiOperation;
  /** Left out where nothing can be sent. */
  readonly generator?: ApiGenerator;
  /** Made when their turn comes: a large document has so many that this takes a while, and memory. */
  readonly planned: readonly { readonly id: string; readonly make: () => PlannedGenerated }[];
}

function planOperation(generator: ApiGenerator, world: ApiWorld, options: SourceOptions): OperationPlan {
  const { writes, loopback, cases, seed } = options;
  const { operation } = generator;
  if (!isRead(operation) && !(writes && world.writes)) {
    return planUnable(
      operation,
      "the profile does not allow writes; set writes: true, and ask for --cases off this machine",
    );
  }
  if (isStream(operation)) return planUnable(operation, "it is answered with a stream of events, which may never end");
  const tried = Array.from({ length: mostBases }, (_unused, turn) =>
    drawInstance(generator, createDraw(0, `${operation.id} base ${turn}`), true),
  );
  const sound = tried.flatMap((one) => ("instance" in one ? [one] : []));
  const base = sound.find(({ without }) => without === undefined) ?? sound[0];
  if (base === undefined) {
    const [first] = tried;
    return planUnable(
      operation,
      first !== undefined && "lacking" in first ? first.lacking : "no sound request was found",
    );
  }
  const boundaries = isRead(operation) || loopback || writes ? listBoundaries(generator, tried) : [];
  // Elsewhere boundaries alone, unless more is asked for.
  const more =
    loopback || cases !== undefined
      ? [
          ...(isRead(operation) ? listApiPairs(generator, base.instance, seed) : []),
          ...listApiRaw(operation, base.instance, generator.prefix),
        ]
      : [];
  const bare = operation.isSecured && world.hasCredentials ? [makeBareDraft(generator, base.instance)] : [];
  const others = [...bare, ...more].map((draft): PlannedDraft => ({ id: draft.id, make: () => draft }));
  const planned = [...boundaries, ...others].map(({ id, make }) => ({
    id,
    make: () => planDraft(generator, make(), options),
  }));
  // What no request of the operation has is not left out silently.
  const left = base.without === undefined ? [] : planUnable(operation, base.without, "body").planned;
  return { operation, generator, planned: [...planned, ...left] };
}

/** Whether what an operation answers goes on as long as the connection is open. */
function isStream({ responses }: ApiOperation): boolean {
  const types = responses.filter(({ status }) => status.startsWith("2")).flatMap(({ contents }) => contents);
  return (
    types.length > 0 &&
    types.every(({ mediaType }) => /^(text\/event-stream|multipart\/x-mixed-replace)$/.test(mediaType))
  );
}

/** Methods that are safe by HTTP (RFC 9110, 9.2.1). */
function isRead({ method }: ApiOperation): boolean {
  return ["GET", "HEAD", "OPTIONS", "TRACE"].includes(method);
}

function planDrawn(generator: ApiGenerator, options: SourceOptions, number: number): PlannedGenerated {
  const draft = drawApiRequest(generator, options.seed, number);
  if (draft !== undefined) return planDraft(generator, draft, options);
  return makeUnable(generator.operation, "no sound request was found", nameDrawn(number));
}

/** A draft as a case, which may be made smaller where nothing is left changed by that. */
function planDraft(
  generator: ApiGenerator,
  draft: ApiDraft,
  { loopback, canReset = false }: SourceOptions,
): PlannedGenerated {
  const most = loopback ? mostRequests.here : mostRequests.elsewhere;
  return {
    id: draft.id,
    phase: "generated",
    case: makeApiCase(draft),
    ...(isRead(generator.operation) || canReset
      ? { shrink: (trial) => shrinkApi(generator, draft, most, trial) }
      : { shrink: async () => undefined }),
    state: { kind: "ready", subject: undefined },
  };
}

function planUnable(operation: ApiOperation, reason: string, name = "all"): OperationPlan {
  const unable = makeUnable(operation, reason, name);
  return { operation, planned: [{ id: unable.id, make: () => unable }] };
}

function makeUnable(operation: ApiOperation, reason: string, name: string): PlannedGenerated {
  const unmade = leaveUnmade(operation, `generated.${operation.id}.${name}`);
  return { ...unmade, state: { kind: "couldNotRun", reason } };
}

/** A case that is not run any more, or cannot be. */
function leaveUnmade(operation: ApiOperation, id: string): PlannedGenerated {
  return {
    id,
    phase: "generated",
    case: {
      id,
      title: `Requests of ${operation.id} get what is documented for them`,
      operation: operation.id,
      requirements: ["transport.answer.arrives"],
      needs: undefined,
      next: () => undefined,
      judge: () => nothingJudged,
    },
    state: { kind: "ready", subject: undefined },
  };
}
