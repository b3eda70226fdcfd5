import { createDraw } from "../../generate/draw.ts";
import {
  type ApiDraft,
  type ApiGenerator,
  drawApiRequest,
  drawInstance,
  listApiBoundaries,
} from "../../generate/openapi/list-api-cases.ts";
import type { ApiOperation } from "../../catalog/openapi/read-operations.ts";
import { type Judgement, nothingJudged } from "../../model/verdict.ts";
import type { ReadExchange } from "../../model/case.ts";
import { describeAnswer } from "../../model/answer.ts";
import type { GeneratedSource, PlannedGenerated, SourceOptions } from "../generated-phase.ts";
import type { ApiStandard, ApiWorld } from "./api-standard.ts";

/** So many sound requests are drawn where no number is asked for. */
const usualCases = 500;

/** The requests that are generated of an OpenAPI document: every place at its edges, then sound ones. */
export function createApiSource({ operations, schemas, requirements, prefix }: ApiStandard): GeneratedSource<ApiWorld> {
  return {
    family: "openapi",
    plan: (world, options) => {
      const wanted = operations.filter(({ id }) => options.operations.length === 0 || options.operations.includes(id));
      const plans = wanted.map((operation) =>
        planOperation({ operation, schemas: schemas.request, requirements, prefix }, world, options),
      );
      const ready = plans.flatMap(({ generator }) => generator ?? []);
      const count = options.cases ?? (options.loopback ? usualCases : 0);
      const drawn = ready.length === 0 ? 0 : count;
      return {
        count: plans.reduce((sum, { planned }) => sum + planned.length, 0) + drawn,
        countRequests: () =>
          plans.reduce((sum, { generator, planned }) => sum + (generator === undefined ? 0 : planned.length), 0) +
          drawn,
        list: function* () {
          for (const { planned } of plans) yield* planned;
          for (let number = 0; number < drawn; number += 1) {
            const generator = ready[number % ready.length];
            if (generator === undefined) return;
            yield planDrawn(generator, options.seed, Math.floor(number / ready.length));
          }
        },
      };
    },
  };
}

interface OperationPlan {
  /** Left out where nothing can be sent. */
  readonly generator?: ApiGenerator;
  readonly planned: readonly PlannedGenerated[];
}

function planOperation(generator: ApiGenerator, world: ApiWorld, { writes, loopback }: SourceOptions): OperationPlan {
  const { operation } = generator;
  if (!isRead(operation) && !(writes && world.writes)) {
    return planUnable(
      operation,
      "the profile does not allow writes; set writes: true, and ask for --cases off this machine",
    );
  }
  const tried = Array.from({ length: 5 }, (_unused, turn) =>
    drawInstance(generator, createDraw(0, `${operation.id} base ${turn}`), true),
  );
  const base = tried.find((one) => "instance" in one);
  if (base === undefined || !("instance" in base)) {
    const [first] = tried;
    return planUnable(
      operation,
      first !== undefined && "lacking" in first ? first.lacking : "no sound request was found",
    );
  }
  const drafts = isRead(operation) || loopback || writes ? listApiBoundaries(generator, base.instance) : [];
  return { generator, planned: drafts.map(planDraft) };
}

/** Methods that are safe by HTTP (RFC 9110, 9.2.1). */
function isRead({ method }: ApiOperation): boolean {
  return ["GET", "HEAD", "OPTIONS", "TRACE"].includes(method);
}

function planDrawn(generator: ApiGenerator, seed: number, number: number): PlannedGenerated {
  const draft = drawApiRequest(generator, seed, number);
  if (draft !== undefined) return planDraft(draft);
  const { planned } = planUnable(generator.operation, "no sound request was found", `valid.${number}`);
  const [only] = planned;
  if (only === undefined) throw new RangeError("a plan of one case");
  return only;
}

function planDraft({ id, title, operation, request, breach }: ApiDraft): PlannedGenerated {
  return {
    id,
    phase: "generated",
    case: {
      id,
      title,
      operation,
      requirements: [breach?.requirement ?? "transport.answer.arrives"],
      needs: undefined,
      // What the sequence of requests leaves behind is the host's own matter.
      next: (_subject, trace) => (trace.length === 0 ? request : undefined),
      judge: (_subject, trace) => judge(trace, breach),
    },
    state: { kind: "ready", subject: undefined },
  };
}

/** What is wrong by the document is not to be answered as if it were not. */
function judge([only]: readonly ReadExchange[], breach: ApiDraft["breach"]): Judgement {
  if (only === undefined || breach === undefined) return nothingJudged;
  const { requirement, expected } = breach;
  const exercised = [requirement];
  if (only.answer.kind !== "answer") return { ...nothingJudged, exercised };
  const actual = describeAnswer(only.answer);
  const finding = {
    requirement,
    kind: "accepted",
    pointer: "",
    expected: `a refusal: it has to be ${expected}`,
    actual,
    exchange: 0,
  } as const;
  return { ...nothingJudged, exercised, findings: [finding] };
}

function planUnable(operation: ApiOperation, reason: string, name = "all"): OperationPlan {
  const id = `generated.${operation.id}.${name}`;
  const planned: PlannedGenerated = {
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
    state: { kind: "couldNotRun", reason },
  };
  return { planned: [planned] };
}
