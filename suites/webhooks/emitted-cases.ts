import { breach, keep } from "../../src/check/judge.ts";
import type { WebhookCase } from "../../src/run/webhooks-phase.ts";
import { type Judgement, nothingJudged } from "../../src/model/verdict.ts";
import { readPage } from "../histories/page.ts";
import { requestHistories } from "../histories/request.ts";
import type { Subject } from "../need.ts";
import { type Flow, playFlow } from "../update/flow.ts";
import type { Linked, Person } from "../update/members.ts";
import { defineUpdateCase } from "../update/needs.ts";
import type { UpdateSubjects } from "../update/subjects.ts";
import { awaitAll, awaitEvent, emitEvent, expectEvent } from "./await-event.ts";
import { isAboutCustomer, readTold, type ToldEvent } from "./told-event.ts";

type Emittable = Pick<Person, "organisation" | "identifiers" | "label"> & { readonly programName: string };

/** The events, and whose of them the state endpoint can be asked for. */
const events = [
  { id: "linked", name: "partnerProgramLinked", needs: "update:linked" },
  { id: "updated", name: "partnerProgramUpdated", needs: "update:linked" },
  { id: "delinked", name: "partnerProgramDelinked", needs: "update:not-linked" },
  { id: "reminder", name: "supplementaryMembershipExpiryReminder", needs: "update:supplementary" },
] as const;

type EmitNeed = (typeof events)[number]["needs"];

/** A customer with the program that an event is to be about. */
function readSubject(subject: UpdateSubjects[EmitNeed]): Emittable {
  const programName = typeof subject.program === "string" ? subject.program : subject.program.name;
  return { ...subject, programName };
}

/** The event is delivered once the host was made to send it. */
function announce(event: string, name: string): Flow<UpdateSubjects[EmitNeed]> {
  return function* (subject) {
    const own = readSubject(subject);
    yield emitEvent(name, own, own.programName);
    const { told, position } = yield* expectEvent(event);
    const requirement = `${event}.trigger.announced`;
    if (told !== undefined) return keep(requirement);
    const expected = `a delivery of ${name}, which the host was made to send`;
    const rests = [position - 1, position];
    return breach({
      requirement,
      kind: "effect",
      pointer: "",
      expected,
      actual: "none came",
      exchange: position,
      rests,
    });
  };
}

/** Two events, which the rules on several deliveries compare. */
function announceTwice(event: string, name: string): Flow<UpdateSubjects[EmitNeed]> {
  return function* (subject) {
    const own = readSubject(subject);
    yield emitEvent(name, own, own.programName);
    yield* awaitEvent(isEvent(event));
    yield emitEvent(name, own, own.programName);
    yield* awaitEvent(isEvent(event));
    return nothingJudged;
  };
}

/** The first delivery is put off, so that it may come again; a sender that repeats by itself will do as well. */
function repeat(event: string, name: string): Flow<UpdateSubjects[EmitNeed]> {
  return function* (subject) {
    const own = readSubject(subject);
    const isOne = isEvent(event);
    yield emitEvent(name, own, own.programName, (read) => isOne(readTold(read)));
    const { told } = yield* awaitEvent(isOne);
    if (told !== undefined) yield* awaitAll(isOne);
    return nothingJudged;
  };
}

/** What histories show of the program that an event is about, after it. */
function compareHistory(event: "linked" | "delinked"): Flow<UpdateSubjects[EmitNeed]> {
  const requirement = event === "linked" ? "linked.history.linked" : "delinked.history.unlinked";
  const name = event === "linked" ? "partnerProgramLinked" : "partnerProgramDelinked";
  return function* (subject): ReturnType<Flow<Linked>> {
    const own = readSubject(subject);
    yield emitEvent(name, own, own.programName);
    const { told } = yield* awaitEvent(isEvent(event));
    const programId = told?.data["partnerProgramId"];
    const isOwn = told !== undefined && isAboutCustomer(told, own);
    if (!isOwn || typeof programId !== "number" || !Number.isSafeInteger(programId)) return nothingJudged;
    const { reader: identifier, source, activityType } = subject;
    const sent = yield requestHistories({ identifier, source, activityType, partnerProgramId: programId });
    const page = readPage(sent.answer);
    if (page === undefined) return nothingJudged;
    const entries = page.entries.filter(({ details }) => details.programId === programId);
    // What is answered for another program than was asked for is the histories' own matter.
    if (entries.length < page.entries.length || entries.some(({ unsound }) => unsound.has("linked")))
      return nothingJudged;
    const shown = entries.some(({ details }) => details.linked === true);
    return shown === (event === "linked")
      ? keep(requirement)
      : describe(requirement, event, sent.position, entries.length);
  };
}

function describe(requirement: string, event: "linked" | "delinked", position: number, count: number): Judgement {
  const expected =
    event === "linked" ? "linked: true, as the event tells" : "no entry with linked: true, as the event tells";
  const actual = count === 0 ? "no entry of the program" : event === "linked" ? "linked: false" : "linked: true";
  const rests = Array.from({ length: position + 1 }, (_unused, index) => index);
  return breach({ requirement, kind: "disagreement", pointer: "/data", expected, actual, exchange: position, rests });
}

function isEvent(event: string): (told: ToldEvent) => boolean {
  return (told) => told.event === event;
}

function define(
  id: string,
  title: string,
  operation: string,
  needs: EmitNeed,
  flow: Flow<UpdateSubjects[EmitNeed]>,
): WebhookCase<string, Subject>["case"] {
  return defineUpdateCase({ id, title, operation, requirements: [id], needs, ...playFlow(flow) });
}

/** Events that the host is made to send: by a trigger of the profile, or by its state endpoint. */
export const emittedCases: readonly WebhookCase<string, Subject>[] = [
  ...events.flatMap(({ id, name, needs }): WebhookCase<string, Subject>[] => [
    {
      case: define(`${id}.trigger.announced`, `${name} is delivered`, id, needs, announce(id, name)),
      subjects: 3,
    },
    {
      case: defineUpdateCase({
        id: `${id}.deliveries.two-events`,
        title: `Two events ${name} have ids of their own`,
        operation: id,
        requirements: [`${id}.event-id.unique`],
        needs,
        ...playFlow(announceTwice(id, name)),
      }),
      subjects: 1,
    },
    {
      case: defineUpdateCase({
        id: `${id}.deliveries.repeated`,
        title: `${name} that is delivered again is the same event`,
        operation: id,
        requirements: [`${id}.event-id.repeated`],
        needs,
        ...playFlow(repeat(id, name)),
      }),
      subjects: 1,
    },
  ]),
  {
    case: define(
      "linked.history.linked",
      "After partnerProgramLinked histories show the program as linked",
      "linked",
      "update:linked",
      compareHistory("linked"),
    ),
    subjects: 2,
  },
  {
    case: define(
      "delinked.history.unlinked",
      "After partnerProgramDelinked histories do not show the program as linked",
      "delinked",
      "update:not-linked",
      compareHistory("delinked"),
    ),
    subjects: 2,
  },
];
