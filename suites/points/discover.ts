import type { Ask } from "../../src/check/standard.ts";
import { describeAnswer } from "../../src/model/answer.ts";
import type { ReadExchange } from "../../src/model/case.ts";
import type { Person } from "../discover.ts";
import { type Found, type Identifier, type PointsFacts, usualSource } from "../world.ts";
import { type PointsRequest, requestPoints } from "./request.ts";
import { readSchedule, type ScheduleEntry } from "./schedule.ts";

/** So many programs are asked for one by one, for each customer. */
const mostPrograms = 6;

/** After so many customers without an answer the others are taken for unanswered too. */
const mostUnanswered = 4;

const nobody: Identifier = { name: "mobile", value: "999000000000" };

const unknownCustomerCodes: readonly number[] = [8015, 1632];

/**
 * Reads each customer's promised points in every form of request, because a host may be wrong in any one of them: what
 * exists is what at least one form shows.
 */
export async function discoverPoints(
  people: readonly Person[],
  known: { readonly defaultProgram: number | undefined; readonly programs: readonly number[] },
  ask: Ask,
): Promise<{ people: { person: Person; facts: PointsFacts }[]; programs: number[] }> {
  const programs = new Set([...(known.defaultProgram === undefined ? [] : [known.defaultProgram]), ...known.programs]);
  const reads = new Map<string, ReadExchange[]>();
  const found: Person[] = [];
  const read = async (person: Person, request: PointsRequest): Promise<void> => {
    const plan = requestPoints({ identifier: person.identifiers[0], source: person.source, ...request });
    const exchange = await ask(plan);
    reads.set(person.label, [...(reads.get(person.label) ?? []), exchange]);
    for (const { programId } of listEntries([exchange])) programs.add(programId);
  };

  // Nobody to ask about: one request tells whether the host is there at all.
  if (people.length === 0) await ask(requestPoints({ identifier: nobody, source: usualSource, all: true }));
  for (const given of people) {
    // A host that has answered about none of the first few is not asked about all the others; the cases will show it.
    if (found.length >= mostUnanswered && [...reads.values()].flat().every(({ answer }) => answer.kind !== "answer")) {
      found.push(given);
      continue;
    }
    const { person, read: probe } = await findByAnyIdentifier(given, ask);
    found.push(person);
    reads.set(person.label, [probe]);
    for (const { programId } of listEntries([probe])) programs.add(programId);
    // A host that does not answer one request about somebody is not asked the rest; the cases will show it.
    if (probe.answer.kind === "failure") continue;
    await read(person, { all: true });
    // Neither form is answered: there is nothing to find out about this customer.
    if ((reads.get(person.label) ?? []).every(({ answer }) => answer.kind !== "answer")) continue;
    const [first] = [...programs].sort((a, b) => a - b);
    if (first !== undefined) await read(person, { all: true, programId: first });
  }
  for (const person of found) {
    const seen = reads.get(person.label) ?? [];
    if (seen.every(({ answer }) => answer.kind !== "answer") || seen.some(({ answer }) => answer.kind === "failure"))
      continue;
    // A program that only one of the two lists shows may be lost from the other.
    const { programs: promised, triggerPrograms } = collectFacts(seen);
    const missing = [...programs].filter(
      (program) => !promised.includes(program) || !triggerPrograms.includes(program),
    );
    for (const programId of missing.sort((a, b) => a - b).slice(0, mostPrograms)) {
      await read(person, { all: false, programId });
    }
  }
  return {
    people: found.map((person) => ({ person, facts: collectFacts(reads.get(person.label) ?? []) })),
    programs: [...programs].sort((a, b) => a - b),
  };
}

/** The person with an identifier first that the host knows, so that one it does not know is told apart from a stranger. */
async function findByAnyIdentifier(person: Person, ask: Ask): Promise<{ person: Person; read: ReadExchange }> {
  const { source, identifiers } = person;
  const first = await ask(requestPoints({ identifier: identifiers[0], source, all: false }));
  if (stateOf([first]) !== "unknown") return { person, read: first };
  for (const identifier of identifiers.slice(1)) {
    const read = await ask(requestPoints({ identifier, source, all: false }));
    if (stateOf([read]) === "unknown") continue;
    const others = identifiers.filter((other) => other !== identifier);
    return { person: { ...person, identifiers: [identifier, ...others] }, read };
  }
  return { person, read: first };
}

function stateOf(reads: readonly ReadExchange[]): Found["state"] {
  if (reads.some(({ answer }) => answer.kind === "answer")) return "answered";
  const unknown =
    reads.length > 0 &&
    reads.every(
      ({ answer }) => answer.kind === "refusal" && answer.codes.some(({ code }) => unknownCustomerCodes.includes(code)),
    );
  return unknown ? "unknown" : "troubled";
}

function listEntries(reads: readonly ReadExchange[]): ScheduleEntry[] {
  return reads.flatMap(({ answer }) => {
    const schedule = readSchedule(answer);
    return schedule === undefined ? [] : [...schedule.promised, ...schedule.triggers];
  });
}

function collectFacts(reads: readonly ReadExchange[]): PointsFacts {
  const schedules = reads.flatMap(({ answer }) => readSchedule(answer) ?? []);
  const promised = schedules.flatMap((schedule) => schedule.promised);
  const triggers = schedules.flatMap((schedule) => schedule.triggers);
  const trouble = reads.map(({ answer }) => answer).find(({ kind }) => kind !== "answer");
  return {
    state: stateOf(reads),
    ...(trouble === undefined ? {} : { trouble: describeAnswer(trouble) }),
    ...(reads.length === 0 ? { trouble: "not asked, since nobody before was answered" } : {}),
    programs: distinct(promised.map(({ programId }) => programId)).sort((a, b) => a - b),
    triggerPrograms: distinct(triggers.map(({ programId }) => programId)).sort((a, b) => a - b),
    dates: distinct(promised.flatMap(({ date }) => date ?? [])).sort(),
  };
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
