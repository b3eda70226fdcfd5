import { expect } from "chai";
import type { Run } from "../../../src/model/run.ts";
import { idsOf, listFound } from "../../testing/fake-host.ts";
import {
  alter,
  alterEntries,
  type Choices,
  type Body,
  type Entry,
  type FakeOptions,
  type Question,
  runHistories,
} from "./fake-host.ts";

/** A fault of a host, and what cases find of it: requirement and kind. */
export interface Fault {
  readonly what: string;
  readonly options: FakeOptions;
  readonly found: readonly string[];
}

type When = (question: Question, count: number) => boolean;

/** A fault in answers to some requests, which changes the body. */
export function inBody(
  what: string,
  when: When,
  change: (body: Body, question: Question) => void,
  ...found: string[]
): Fault {
  const twist: FakeOptions["twist"] = (reply, question, count) =>
    when(question, count) ? alter(reply, (body) => change(body, question)) : reply;
  return { what, options: { twist }, found };
}

/** A fault in the entries of answers to some requests. */
export function inEntries(
  what: string,
  when: When,
  change: (entry: Entry, question: Question) => void,
  ...found: string[]
): Fault {
  const twist: FakeOptions["twist"] = (reply, question, count) =>
    when(question, count) ? alterEntries(reply, (entry) => change(entry, question)) : reply;
  return { what, options: { twist }, found };
}

export const isLinking: When = ({ kind }) => kind === "linking";
export const isBenefits: When = ({ kind }) => kind === "benefits";
export const isAlone: When = ({ programId }) => programId !== undefined;
export const isOf =
  (id: number): When =>
  ({ customer }) =>
    customer?.id === id;

/** The fault in a host that makes other choices. */
export function choosing(choices: Choices, { options, ...fault }: Fault): Fault {
  return { ...fault, options: { ...options, choices } };
}

/** Whether all of these hold. */
export function both(...all: readonly When[]): When {
  return (question, count) => all.every((one) => one(question, count));
}

/** Takes the entries of some programs away, and counts as many fewer. */
export function drop(...ids: readonly number[]): (body: Body) => void {
  return (body) => {
    const { length } = body.data;
    body.data = body.data.filter(
      ({ partnerProgramDetails: { partnerProgramId } }) => !ids.includes(Number(partnerProgramId)),
    );
    body.pagination["total"] = Number(body.pagination["total"]) - (length - body.data.length);
  };
}

/** Changes a member of the details of a program. */
export function set(id: number, member: string, value: unknown): (entry: Entry) => void {
  return ({ partnerProgramDetails: details }) => {
    if (details["partnerProgramId"] === id) details[member] = value;
  };
}

/** One test for each fault: these cases find it, and nothing else. */
export function describeFaults(
  title: string,
  cases: readonly { readonly id: string }[],
  faults: readonly Fault[],
  organisation: Parameters<typeof runHistories>[2] = {},
): void {
  describe(title, () => {
    for (const { what, options, found } of faults) {
      it(`${found.length === 0 ? "leaves alone" : "finds"} a host ${what}`, async () => {
        const run = await runHistories(options, idsOf(cases), organisation);
        expect(listFound(run), explain(run)).to.deep.equal(found.toSorted());
        expect(run.account.errored).to.equal(0);
      });
    }
  });
}

/** The readings of a requirement that a host with these choices is seen to follow. */
export async function observeReadings(
  options: FakeOptions,
  cases: readonly { readonly id: string }[],
  requirement: string,
  organisation: Parameters<typeof runHistories>[2] = {},
): Promise<readonly string[]> {
  const run = await runHistories(options, idsOf(cases), organisation);
  expect(
    listFound(run).filter((found) => !found.endsWith(" accepted")),
    explain(run),
  ).to.deep.equal([]);
  return run.readings.find((reading) => reading.requirement === requirement)?.readings ?? [];
}

function explain(run: Run): string {
  return run.divergences
    .map(({ case: id, requirement, expected, actual }) => `${id} ${requirement}: ${expected}; ${actual}`)
    .join("\n");
}
