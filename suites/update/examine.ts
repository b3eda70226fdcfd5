import type { RequestPlan } from "../../src/model/case.ts";
import type { DrawFor, Examination } from "../../src/model/generation.ts";
import { parseJson } from "../../src/model/json.ts";
import { type Judgement, mergeJudgements, nothingJudged } from "../../src/model/verdict.ts";
import type { World } from "../world.ts";
import { playFlow, type Steps } from "./flow.ts";
import { breachAt } from "./judge.ts";
import { judgeAsked } from "./judge-asked.ts";
import { judgeUnchanged } from "./judge-effect.ts";
import { listLinked, type Linked, listPeople, type Person } from "./members.ts";
import { readAsked, type ReadAsked } from "./read-asked.ts";
import { unchanged } from "./refuse-updates.ts";
import { putBack } from "./restore.ts";
import { listResults, readResults, type UpdateResults } from "./results.ts";
import { lookAgain, readPrograms, type Shown } from "./steps.ts";
import { describeAnswer } from "../../src/model/answer.ts";
import { findEntry } from "../histories/page.ts";

/** A person that a request may change, before it is sent. */
interface Watched {
  readonly person: Person;
  readonly before: Shown;
}

/** So many people are looked at before and after; a request that names more is judged by its results alone. */
const mostWatched = 3;

/**
 * Any request for updates: the programs of those whom it may mean are read, it is sent, and they are read again. Each
 * update whose outcome the page foretells has to have it; what was refused changes nothing; and what was changed is put
 * back. A request in no form that the page describes has only to be answered or refused.
 */
export function examineUpdate(request: RequestPlan, world: World, draw: DrawFor): Examination {
  const read = readAsked(request, world);
  const people = listMeant(request, read ?? [], world);
  const flow = function* (): Steps<Judgement> {
    const watched: Watched[] = [];
    for (const person of people) watched.push({ person, before: yield* readPrograms(person) });
    const sent = yield request;
    const asked = read?.map(({ entry }) => entry) ?? [];
    const results = readResults(sent.answer, asked);
    const judged =
      read === undefined
        ? judgeUnread(request, sent)
        : yield* judgeAsked(read, { position: sent.position, sent, results }, watched);
    const isRefused = sent.answer.kind === "refusal" && listResults(sent.answer.value).length === 0;
    return mergeJudgements([judged, yield* leave(watched, isRefused || isAllRefused(read, results), world, judged)]);
  };
  return {
    ...withoutSubject(playFlow(flow), draw),
    writes: people.length > 0 || read !== undefined ? "restored" : "kept",
    requests: 1 + people.length * 2,
  };
}

function withoutSubject(
  { next, judge }: ReturnType<typeof playFlow<undefined>>,
  draw: DrawFor,
): Pick<Examination, "next" | "judge"> {
  return {
    next: (trace) => next(undefined, trace, draw()),
    judge: (trace) => judge(undefined, trace, draw()),
  };
}

/**
 * Those of the profile whom a request may mean, however it is read: whom it names, and then whose identifier stands anywhere in
 * its bytes, be it by chance.
 */
function listMeant({ body }: RequestPlan, read: readonly ReadAsked[], world: World): Person[] {
  const text = new TextDecoder().decode(body ?? new Uint8Array(0));
  const named = read.flatMap(({ whom }) => (whom.kind === "known" ? [whom.person.label] : []));
  return listPeople(world)
    .map(({ person }) => person)
    .filter(({ identifiers }) => identifiers.some(({ value }) => text.includes(value)))
    .toSorted((a, b) => Number(named.includes(b.label)) - Number(named.includes(a.label)))
    .slice(0, mostWatched);
}

/** A body that no reader of JSON can make sense of has to be refused. */
function judgeUnread(
  request: RequestPlan,
  sent: { readonly answer: Parameters<typeof describeAnswer>[0]; readonly position: number },
): Judgement {
  const requirement = "update.body.malformed";
  const isDeclared = (request.headers ?? []).every(
    ([name, value]) => name === "Content-Type" && value === "application/json",
  );
  const text = new TextDecoder().decode(request.body ?? new Uint8Array(0)).trim();
  const isBroken = parseJson(request.body ?? new Uint8Array(0)).kind !== "json" && isBeyondReading.test(text);
  if (!isDeclared || !isBroken || request.path !== undefined || sent.answer.kind !== "answer") return nothingJudged;
  return breachAt(requirement, "accepted", sent.position, {
    pointer: "",
    expected: "a refusal, because the body is no JSON text",
    actual: describeAnswer(sent.answer),
  });
}

/** Nothing, an object that does not end, or no object at all: lenient readers take comments, single quotes and the like. */
const isBeyondReading = /^$|^\{"[^']*[^}]$|^[A-Za-z<][^{[]*$/;

function isAllRefused(read: readonly ReadAsked[] | undefined, { customers }: UpdateResults): boolean {
  if (read === undefined || read.length === 0) return false;
  return customers.every(({ updates }) => updates.length > 0 && updates.every(({ outcome }) => outcome === "refused"));
}

/** Reads everybody once more: what was refused has changed nothing, and whatever was changed is put back. */
function* leave(watched: readonly Watched[], isRefused: boolean, world: World, judged: Judgement): Steps<Judgement> {
  const parts: Judgement[] = [];
  for (const { person, before } of watched) {
    const after = yield* lookAgain(person);
    if (isRefused && judged.findings.length === 0) {
      parts.push(yield* judgeUnchanged(unchanged, person, before, after, "because the update was refused"));
    }
    if (isRefused && (parts.at(-1)?.findings.length ?? 0) === 0) continue;
    for (const linked of listChanged(person, before, after, world)) {
      const entry = findEntry(before.page, linked.program);
      if (entry !== undefined) parts.push(yield* putBack(linked, entry));
    }
  }
  return mergeJudgements(parts);
}

/** The memberships whose tier or expiry is not as it was. */
function listChanged(person: Person, before: Shown, after: Shown | undefined, world: World): Linked[] {
  if (after === undefined) return [];
  return listLinked(world).filter((linked) => {
    if (linked.label !== `${person.label}/${linked.program}`) return false;
    const [old, now] = [before, after].map(({ page }) => findEntry(page, linked.program)?.details);
    return old?.tierName !== now?.tierName || old?.tierExpiry !== now?.tierExpiry;
  });
}
