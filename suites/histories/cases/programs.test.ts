import { expect } from "chai";
import { itemAt, makePeople } from "../testing/fake-data.ts";
import { alter, type FakeOptions } from "../testing/fake-host.ts";
import {
  both,
  describeFaults,
  drop,
  type Fault,
  inBody,
  isBenefits,
  isLinking,
  isOf,
  observeReadings,
} from "../testing/faults.ts";
import { programCases } from "./programs.ts";
import { recentCases } from "./recent.ts";

const isList = ({ programId }: { programId: number | undefined }): boolean => programId === undefined;

export const programFaults: readonly Fault[] = [
  { what: "that makes the choices of the samples", options: {}, found: [] },
  inBody(
    "whose list leaves out a supplementary program",
    both(isList, isOf(88_001)),
    drop(81),
    "histories.programs.both-kinds missing",
  ),
  inBody(
    "whose list leaves out an external program where linking is asked for",
    both(isList, isLinking),
    drop(71),
    "histories.programs.both-kinds missing",
  ),
  inBody(
    "whose list leaves out a program of the past",
    both(isList, isBenefits),
    drop(82),
    "histories.programs.past missing",
  ),
  {
    what: "that refuses a customer without programs with another code",
    options: { choices: { nothing: "refused", code2011: 4711 } },
    found: ["histories.code.2011 other-code"],
  },
  inBody(
    "that repeats an entry",
    isList,
    ({ data, pagination }) => {
      const [first] = data;
      if (first === undefined || data.length > 9) return;
      data.push(structuredClone(first));
      pagination["total"] = data.length;
    },
    "histories.entries.per-program no-reading",
  ),
];

describeFaults("Programs that are answered", programCases, programFaults);

describe("Programs of a host that the documents leave free", () => {
  const rejoined = () => {
    const [first, ...others] = [itemAt(makePeople()), ...makePeople().slice(1)];
    const dates = { start: "2025-05-05T05:05:05Z", end: "2026-05-05T05:05:05Z" };
    const again = { ...itemAt(first.memberships), ...dates, linked: false };
    return [{ ...first, memberships: [...first.memberships, again] }, ...others];
  };
  const enrolledTwice = () => {
    const people = makePeople();
    itemAt(itemAt(people).memberships).linking.push(["ENROLLMENT", "2030-01-01T01:01:01Z"]);
    return people;
  };
  const rows: readonly (readonly [string, Parameters<typeof observeReadings>[0], string, readonly string[]])[] = [
    ["nobody's programs as an empty list", {}, "histories.programs.none", ["empty"]],
    ["nobody's programs refused", { choices: { nothing: "refused" } }, "histories.programs.none", ["refused"]],
    ["entries in order", {}, "histories.entries.order", ["latest-start-first", "no-order"]],
    [
      "entries in another order",
      { choices: { order: (entries) => entries.toReversed() } },
      "histories.entries.order",
      ["no-order"],
    ],
    ["one entry for each program", {}, "histories.entries.per-program", ["per-program", "per-membership"]],
    ["two entries of one program", { people: rejoined }, "histories.entries.per-program", ["per-membership"]],
    ["one entry of two enrolments", { people: enrolledTwice }, "histories.entries.per-program", ["per-program"]],
  ];
  for (const [what, options, requirement, readings] of rows) {
    it(`are seen with ${what}`, async () => {
      expect(await observeReadings(options, programCases, requirement)).to.deep.equal(readings);
    });
  }
});

describe("More than ten programs", () => {
  const rows: readonly (readonly [string, Parameters<typeof observeReadings>[0], string, readonly string[]])[] = [
    ["ten in all", {}, "histories.programs.recent-ten", ["ten-in-all"]],
    ["ten in a page", { choices: { reach: "all" } }, "histories.programs.recent-ten", ["ten-in-a-page"]],
    ["ten of more", { choices: { reach: "ten-of-a-total" } }, "histories.programs.recent-ten", ["ten-in-all"]],
    ["a total of the pages", {}, "histories.total.counts", ["of-the-pages"]],
    [
      "a total of all pages",
      { choices: { reach: "all" } },
      "histories.total.counts",
      ["of-the-pages", "of-all-programs"],
    ],
    [
      "a total of all programs",
      { choices: { reach: "ten-of-a-total" } },
      "histories.total.counts",
      ["of-all-programs"],
    ],
    [
      "the latest start",
      { choices: { reach: "ten-of-a-total" }, people: sharing },
      "histories.programs.most-recent",
      ["by-start", "by-activity", "by-end", "by-id"],
    ],
    [
      "the highest id",
      {
        choices: { reach: "ten-of-a-total", recent: (left, right) => right.programId - left.programId },
        people: shuffled,
      },
      "histories.programs.most-recent",
      ["by-id"],
    ],
    [
      "the latest end",
      {
        choices: { reach: "ten-of-a-total", recent: (left, right) => (left.end < right.end ? 1 : -1) },
        people: shuffled,
      },
      "histories.programs.most-recent",
      ["by-end"],
    ],
    [
      "the latest activity",
      {
        choices: {
          reach: "ten-of-a-total",
          recent: (left, right) => ((left.linking[0]?.[1] ?? "") < (right.linking[0]?.[1] ?? "") ? 1 : -1),
        },
        people: shuffled,
      },
      "histories.programs.most-recent",
      ["by-activity"],
    ],
  ];
  for (const [what, options, requirement, readings] of rows) {
    it(`are seen with ${what}`, async () => {
      expect(await observeReadings(options, recentCases, requirement)).to.deep.equal(readings);
    });
  }

  describeFaults("of which the oldest come first", recentCases, [
    {
      what: "that lists the oldest",
      options: {
        choices: { reach: "ten-of-a-total", recent: (left, right) => (left.start < right.start ? -1 : 1) },
        people: sharing,
      },
      found: ["histories.programs.most-recent no-reading"],
    },
    inBody(
      "whose total counts too few",
      both(isOf(88_004), isList),
      ({ pagination }) => {
        pagination["total"] = 7;
      },
      "histories.total.counts no-reading",
    ),
  ]);
});

/** Answers no more than so many programs, whatever the offset, unless one is asked for. */
function reachAtMost(most: number): NonNullable<FakeOptions["twist"]> {
  return (reply, { programId, query }) =>
    programId !== undefined
      ? reply
      : alter(reply, (body) => {
          body.data = body.data.slice(0, Math.max(0, most - Number(query.get("offset") ?? 0)));
          body.pagination["total"] = Math.min(Number(body.pagination["total"]), most);
        });
}

const nine = { what: "that reaches nine", options: { people: sharing, twist: reachAtMost(9) } };

describeFaults("More than ten programs, of which others are reached", recentCases, [
  { ...nine, found: ["histories.programs.recent-ten no-reading"] },
  {
    what: "that reaches eleven",
    options: { people: sharing, choices: { reach: "all" }, twist: reachAtMost(11) },
    found: ["histories.programs.recent-ten no-reading"],
  },
]);

describeFaults("More than ten programs, and each alone", programCases, [{ ...nine, found: [] }]);

/** People who between them have all the programs of the one with many, so that each can be asked for. */
function sharing(people = makePeople()): ReturnType<typeof makePeople> {
  const others = people.filter(({ id }) => id !== 88_004);
  for (const membership of people.find(({ id }) => id === 88_004)?.memberships ?? []) {
    const { programId } = membership;
    const other = others.find(
      ({ memberships: own }) => own.length < 9 && own.every((each) => each.programId !== programId),
    );
    if (other !== undefined) Object.assign(other, { memberships: [...other.memberships, structuredClone(membership)] });
  }
  return people;
}

/** Starts, ends, activities and ids in orders of their own. */
function shuffled(): ReturnType<typeof makePeople> {
  const people = sharing();
  const many = people.find(({ id }) => id === 88_004);
  for (const [index, membership] of (many?.memberships ?? []).entries()) {
    membership.start = `20${10 + ((index * 5) % 12)}-05-05T05:05:05Z`;
    membership.end = `20${40 + ((index * 7) % 12)}-05-05T05:05:05Z`;
    membership.linking = [["ENROLLMENT", `20${10 + ((index * 11) % 12)}-06-06T06:06:06Z`]];
  }
  return people;
}
