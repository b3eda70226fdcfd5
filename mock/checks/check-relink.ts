import type { InputProblem } from "../../src/model/input-error.ts";
import { formatPointer } from "../../src/model/json-pointer.ts";
import type { Membership, Organisation, PartnerProgram } from "../fixtures.ts";
import type { Place } from "./find-repetitions.ts";
import { checkInstant, checkOrder, readInstant } from "./read-instant.ts";

const day = 86_400_000;
const initiated = "SUPPLEMENTARY_MEMBERSHIP_RELINKING_INITIATED";

// supplementary membership relinking activity types: what begins a wait, and what ends it
const relinking = [initiated, "SUPPLEMENTARY_MEMBERSHIP_RELINKED", "SUPPLEMENTARY_MEMBERSHIP_RELINKING_CANCELLED"];

/** Mistakes in a relink that waits, or in activities that speak of one that does not. */
export function checkRelink(
  membership: Membership,
  program: PartnerProgram | undefined,
  { relinking: isOn }: Organisation,
  clock: string,
  parent: Place,
): InputProblem[] {
  const { relink, linked } = membership;
  const newest = findNewest(membership);
  if (relink === undefined) {
    if (!newest.includes(initiated)) return [];
    return [
      {
        message: "the newest relinking activity begins a relink, and none waits",
        pointer: formatPointer([...parent, "activities"]),
        hint: "add relink, or the activity that ended it",
      },
    ];
  }
  const place = [...parent, "relink"];
  const [start, now] = [readInstant(relink.start), readInstant(clock)];
  const mistakes: readonly (readonly [wrong: boolean, message: string, hint: string])[] = [
    [isOn !== true, "a relink waits, though relinking is off", "add relinking: true to the organisation"],
    [
      program !== undefined && program.type !== "SUPPLEMENTARY",
      "only memberships in SUPPLEMENTARY programs are relinked",
      "take the relink away, or make it another program",
    ],
    [!linked, "a relink waits for a customer who is not linked", "write linked: true"],
    [
      newest.join() !== initiated,
      "a relink waits, and the newest relinking activity does not begin one",
      `add the activity ${initiated}`,
    ],
    [
      // A day's grace: whose midnight the batch heeds is not said.
      start !== undefined && now !== undefined && start < now - day,
      `the relink of ${relink.start} would have been carried out before the clock`,
      `write a start after ${clock}`,
    ],
  ];
  return [
    ...mistakes
      .filter(([wrong]) => wrong)
      .map(([, message, hint]) => ({ message, pointer: formatPointer(place), hint })),
    ...checkInstant(relink.start, [...place, "start"]),
    ...checkInstant(relink.end, [...place, "end"]),
    ...checkOrder(relink.start, relink.end, [...place, "end"]),
  ];
}

/** The types of the newest relinking activities: several only where they have the same instant. */
function findNewest({ activities = [] }: Membership): string[] {
  const all = activities
    .filter(({ type }) => relinking.includes(type))
    .map(({ type, date }) => ({ type, at: readInstant(date) ?? -Infinity }));
  const latest = Math.max(...all.map(({ at }) => at));
  return [...new Set(all.filter(({ at }) => at === latest).map(({ type }) => type))];
}
