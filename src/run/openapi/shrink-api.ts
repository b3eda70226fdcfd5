import { type ApiDraft, type ApiGenerator, makeApiDraft } from "../../generate/openapi/list-api-cases.ts";
import type { ApiInstance } from "../../generate/openapi/write-api-request.ts";
import { shrinkJson, shrinkRequest } from "../../generate/shrink-request.ts";
import type { RequestPlan } from "../../model/case.ts";
import type { Json } from "../../model/json.ts";
import { isObject } from "../../model/json.ts";
import type { Shrunk, Trial } from "../shrink-case.ts";
import { readRequest, shrinkGenerated } from "../shrink-generated.ts";
import { makeApiCase } from "./make-api-case.ts";

/**
 * Looks for a smaller request that has the same thing wrong with it, or nothing if this one has nothing. What is no sound
 * message gets smaller as the bytes that it is.
 * @param most so many requests may be sent
 */
export async function shrinkApi(
  generator: ApiGenerator,
  draft: ApiDraft,
  most: number,
  trial: Trial<undefined, undefined>,
): Promise<Shrunk<undefined, undefined> | undefined> {
  const drafts = new Map<RequestPlan, ApiDraft>([[draft.request, draft]]);
  const shrunk = await shrinkGenerated(
    {
      request: draft.request,
      most,
      plan: (request) => makeApiCase({ ...draft, ...drafts.get(request), id: draft.id, title: draft.title, request }),
      smaller: function* (request) {
        const { instance } = drafts.get(request) ?? {};
        if (instance === undefined) {
          yield* shrinkRequest(request);
          return;
        }
        for (const value of shrinkJson(instance as Json)) {
          const smaller = isObject(value) ? redraft(generator, draft, value) : undefined;
          if (smaller === undefined) continue;
          drafts.set(smaller.request, smaller);
          yield smaller.request;
        }
      },
    },
    trial,
  );
  const { breach } = draft;
  const made = shrunk !== undefined && isObject(shrunk.made) ? shrunk.made : {};
  return shrunk === undefined
    ? undefined
    : { ...shrunk, made: { ...made, ...(breach === undefined ? {} : { breach }) } };
}

/** A smaller instance as a draft, where it can be sent and is of the same class. */
function redraft(generator: ApiGenerator, draft: ApiDraft, instance: ApiInstance): ApiDraft | undefined {
  const { operation } = generator;
  // A path with an empty part is another path.
  const isWhole = operation.parameters.every(
    ({ in: where, name }) => where !== "path" || !["", undefined].includes(instance.path?.[name] as string | undefined),
  );
  if (!isWhole) return undefined;
  // What is wrong with a parameter stays: a text that is nearly right may be read as if it were.
  const isKept = operation.parameters.every(({ in: where, name }) => {
    const before = draft.instance?.[where]?.[name];
    return draft.breach?.part !== `${where} ${name}` || isSame(before, instance[where]?.[name]);
  });
  if (!isKept) return undefined;
  const smaller = makeApiDraft(generator, instance, "smaller", draft.title);
  const isAlike = smaller.breach?.requirement === draft.breach?.requirement && smaller.isSound === draft.isSound;
  return isAlike ? smaller : undefined;
}

function isSame(one: Json | undefined, other: Json | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The draft of a verdict's `made`, for replay; undefined where it is something else. */
export function readApiDraft(id: string, made: unknown, title = ""): ApiDraft | undefined {
  const request = readRequest(made);
  if (request === undefined || !isObject(made)) return undefined;
  const { breach } = made;
  const operation = request.operation.replace(/-otherwise$/, "");
  const head = { id, title, operation, request, isSound: false };
  if (!isObject(breach)) return head;
  // As `shrinkApi` has written it.
  return { ...head, breach: breach as unknown as NonNullable<ApiDraft["breach"]> };
}
