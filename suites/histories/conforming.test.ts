import { expect } from "chai";
import { loadRealCatalog } from "../../src/catalog/testing/load-real-catalog.ts";
import type { Run } from "../../src/model/run.ts";
import { tillAuth } from "../testing/fake-host.ts";
import { makePeople } from "./testing/fake-data.ts";
import { alter, alterEntries, type Choices, type FakeOptions, isAnswer, runHistories } from "./testing/fake-host.ts";

const catalog = loadRealCatalog();

/** What a run found, but for what other pages of the vendor say. */
function listBreaches(run: Run): string[] {
  return run.divergences
    .filter(({ requirement }) => catalog.requirements.get(requirement)?.basis !== "elsewhere")
    .map(({ requirement, case: id, expected, actual }) => `${id} ${requirement}: ${expected}; ${actual}`);
}

const unusual: Choices = {
  spellings: ["BENEFITS_AVAILED"],
  reach: "ten-of-a-total",
  recent: (left, right) => right.programId - left.programId,
  nothing: "refused",
  unknownCustomer: "empty",
  unknownName: "empty",
  unknownSource: "ignored",
  types: { EXTERNAL: "EXTERNAL", SUPPLEMENTARY: "SUPPLEMENTARY", Subscription: "EXTERNAL", Coalition: "SUPPLEMENTARY" },
  unknownType: "empty",
  precision: "whole-day",
  zoneHours: 5.5,
  forms: ["date-and-time"],
  startAlone: "for-a-year",
  endAlone: "from-the-beginning",
  reversed: "empty",
  long: "cut",
  datesWithLinking: "heeded",
  limitZero: "as-default",
  limitOver: "refused",
  limitUnder: "as-default",
  beyond: "refused",
  activities: "oldest-first",
  notes: "always",
  lastUpdated: "any-program",
  summary: "empty-list",
  singular: "own-form",
  relinks: { early: "shown", earlyDate: "day-of-the-read", earlyDetails: "ahead" },
  records: true,
};

/** Hosts that keep to the documents in their own way: the suite has to leave each of them alone. */
const conformingHosts: readonly (readonly [what: string, options: FakeOptions])[] = [
  ["that makes the choices of the samples", {}],
  // Few at a time with CHECK_DEEP=1: what one of them hides shows beside others.
  ...groupChoices(process.env["CHECK_DEEP"] === "1" ? 3 : 15),
  ["all of whose choices are unusual", { choices: unusual }],
  ["whose days begin in the Pacific", { choices: { precision: "day-left-out", zoneHours: 13 } }],
  ["that does not know linkingUpdates", { choices: { linking: "refused" } }],
  ["that takes plain days alone", { choices: { forms: ["plain-day"], precision: "whole-day" } }],
  [
    "whose entries come in another order each time",
    {
      choices: {
        order: (entries, count) => {
          const at = entries.length === 0 ? 0 : (count * 7) % entries.length;
          return [...entries.slice(at), ...entries.slice(0, at)];
        },
      },
    },
  ],
  [
    "that adds members, warnings and activity types of its own",
    {
      twist: (reply, _question, count) =>
        alter(reply, (body) => {
          body.warnings = [{ code: 9999, message: `number ${count}` }];
          for (const entry of body.data) {
            Object.assign(entry, { answeredAt: count, notes: `number ${count}` });
            Object.assign(entry.partnerProgramDetails, { pausedUntil: null });
          }
        }),
    },
  ],
  [
    "that writes instants in other ways",
    {
      twist: (reply, _question, count) =>
        alterEntries(reply, ({ partnerProgramDetails: details, customerActivityHistory: list }) => {
          if (count % 2 === 0) return;
          for (const name of ["partnerProgramMembershipStartDate", "partnerProgramMembershipEndDate"])
            details[name] = String(details[name]).replace("Z", ".000+00:00");
          for (const activity of list) activity.activityDate = activity.activityDate.replace("Z", ".000Z");
        }),
    },
  ],
  [
    "that refuses with HTTP 200 and the code at the top",
    {
      twist: (reply) =>
        isAnswer(reply) || reply.status === 401
          ? reply
          : { status: 200, body: { status: false, code: codeOf(reply.body), message: "no" } },
    },
  ],
  ["that knows nobody with programs", { people: () => makePeople().map((one) => ({ ...one, memberships: [] })) }],
  [
    "that knows nobody with programs and refuses them",
    { choices: { nothing: "refused" }, people: () => makePeople().map((one) => ({ ...one, memberships: [] })) },
  ],
  [
    "whose ids are longer than a double keeps exact",
    {
      twist: (reply) =>
        alterEntries(reply, ({ partnerProgramDetails: details }) => {
          details["partnerProgramId"] = 2 ** 53 + Number(details["partnerProgramId"]) * 2;
        }),
    },
  ],
  [
    "whose customer avails a benefit during the run",
    {
      twist: (reply, { kind, customer, isDated }, count) =>
        kind === "benefits" && customer?.id === 88_005 && !isDated && count > 500
          ? alterEntries(reply, ({ customerActivityHistory: list }) => {
              list.unshift({ activityType: "BENEFIT_USED", activityDate: "2031-02-01T12:00:00Z" });
            })
          : reply,
    },
  ],
  ["without a state endpoint", { knows: [] }],
];

/** The unusual choices, so many at once. */
function groupChoices(size: number): (readonly [what: string, options: FakeOptions])[] {
  const entries = Object.entries(unusual);
  return Array.from({ length: Math.ceil(entries.length / size) }, (_unused, group) => {
    const some = entries.slice(group * size, (group + 1) * size);
    return [
      `that is unusual in ${some.map(([name]) => name).join(", ")}`,
      { choices: Object.fromEntries(some) },
    ] as const;
  });
}

function codeOf(body: unknown): number {
  return (body as { errors: readonly { code: number }[] }).errors[0]?.code ?? 0;
}

describe("A host of histories that keeps to the documents in its own way", function () {
  this.timeout(60_000);
  for (const [what, options] of conformingHosts) {
    it(`${what} is clean`, async () => {
      const run = await runHistories(options);
      expect(listBreaches(run)).to.deep.equal([]);
      expect(run.account.errored).to.equal(0);
      expect(run.account.passed).to.be.greaterThan(25);
    });
  }

  it("is clean where a profile lists it with a source of its own and no credentials at all", async () => {
    const run = await runHistories({ choices: { sources: ["WECHAT"], unknownSource: "empty" } }, undefined, {
      customers: makePeople().map(({ id }) => ({
        identifiers: [{ name: "id", value: String(id) }],
        source: "WECHAT",
        writable: false,
        is: [],
      })),
    });
    expect(listBreaches(run)).to.deep.equal([]);
  });

  it("gives the suite an opportunity to see every requirement that can be observed", async () => {
    const withoutAccess = { ...tillAuth, user: { value: "till-8", shell: "${CAP_OTHER}", secret: false } } as const;
    const runs = [
      await runHistories({}, undefined, { withoutAccess }),
      await runHistories({ choices: { relinks: { early: "shown" }, nothing: "refused" } }),
    ];
    const passed = new Set(
      runs.flatMap(({ requirements }) => requirements.filter(({ status }) => status === "passed").map(({ id }) => id)),
    );
    const left = (runs[0]?.requirements ?? []).filter(
      ({ id, binds, observable }) =>
        /^(authentication\.)?histories\./.test(id) && binds === "host" && observable && !passed.has(id),
    );
    expect(left.map(({ id }) => id)).to.deep.equal([]);
  });
});
