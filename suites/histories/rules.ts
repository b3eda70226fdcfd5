import type { Noticer, Rule, RuleFinding, RuleInput } from "../../src/check/standard.ts";
import { isObject, type Json, showJson } from "../../src/model/json.ts";
import { documentedActivityTypes } from "../world.ts";
import { initiated, isRelinking, relinked } from "./activities.ts";
import { lengthOf } from "./judge-lists.ts";
import { checkNewest } from "./check-newest.ts";
import { isYear, readNotes } from "./notes.ts";
import { type HistoriesPage, type HistoryEntry, placeOf, readPage } from "./page.ts";
import { linkingUpdates } from "./request.ts";

/** The page's length where no limit is sent (request-parameters, limit). */
const defaultLimit = 10;

/** A rule on an answered page of histories. */
function ruleOnPage(
  requirement: string,
  check: (page: HistoriesPage, query: Readonly<Record<string, Json>>) => readonly RuleFinding[] | undefined,
): Rule {
  return {
    requirement,
    check: ({ operation, answer, query }) => {
      const page = operation?.id === "histories" ? readPage(answer) : undefined;
      return page === undefined ? undefined : check(page, isObject(query) ? query : {});
    },
  };
}

/** A rule that holds for a page whatever was asked for. */
function alone(rule: Rule): Rule {
  return { ...rule, checkAlone: rule.check };
}

/** A rule on each entry of a page; undefined from every entry means that none gave an opportunity. */
function ruleOnEntries(
  requirement: string,
  check: (entry: HistoryEntry, query: Readonly<Record<string, Json>>) => readonly RuleFinding[] | undefined,
): Rule {
  return ruleOnPage(requirement, ({ entries }, query) => {
    const checked = entries.map((entry) => check(entry, query)).filter((findings) => findings !== undefined);
    return checked.length === 0 ? undefined : checked.flat();
  });
}

function isEchoed(name: "limit" | "offset", page: HistoriesPage, sent: Json): RuleFinding[] | undefined {
  const value = page[name];
  if (value === undefined) return undefined;
  return value === sent
    ? []
    : [{ pointer: `/pagination/${name}`, kind: "value", expected: `${showJson(sent)} as sent`, actual: String(value) }];
}

function checkLength({ limit, entries }: HistoriesPage): RuleFinding[] | undefined {
  if (limit === undefined || limit < 1) return undefined;
  if (entries.length <= limit) return [];
  const expected = `no more than ${limit} entries`;
  return [{ pointer: "/data", kind: "value", expected, actual: String(entries.length) }];
}

/** What the page demands of a single exchange of histories beyond its schemas. */
export const historiesRules: readonly Rule[] = [
  ruleOnPage("histories.limit.default", ({ limit, entries }, query) => {
    if (query["limit"] !== undefined) return undefined;
    const expected = "a page of ten where no limit is sent";
    return [
      ...(limit === undefined || limit === defaultLimit
        ? []
        : [{ pointer: "/pagination/limit", kind: "value" as const, expected, actual: String(limit) }]),
      ...(entries.length <= defaultLimit
        ? []
        : [{ pointer: "/data", kind: "value" as const, expected, actual: `${entries.length} entries` }]),
    ];
  }),
  {
    ...ruleOnPage("histories.limit.kept", (page, query) =>
      // A page that is too long where no limit is sent is the default's matter.
      query["limit"] === undefined && page.limit === defaultLimit ? undefined : checkLength(page),
    ),
    checkAlone: ruleOnPage("histories.limit.kept", checkLength).check,
  },
  ruleOnPage("histories.limit.echoed", (page, query) => {
    const sent = query["limit"];
    return typeof sent === "number" && sent >= 1 && sent <= 10 ? isEchoed("limit", page, sent) : undefined;
  }),
  ruleOnPage("histories.offset.default-echoed", (page, query) =>
    query["offset"] === undefined ? isEchoed("offset", page, 0) : undefined,
  ),
  ruleOnPage("histories.offset.echoed", (page, query) => {
    const sent = query["offset"];
    // An Int, of which nobody said how many digits it may have.
    return typeof sent === "number" && sent >= 0 && sent < 2 ** 31 ? isEchoed("offset", page, sent) : undefined;
  }),
  {
    ...ruleOnPage("histories.total.complete", (page, query) => {
      const { entries, total } = page;
      const isFirst = query["offset"] === undefined || query["offset"] === 0;
      // With a limit the length of the page is another requirement's matter.
      if (!isFirst || query["limit"] !== undefined || total === undefined || entries.length >= lengthOf(page))
        return undefined;
      if (total === entries.length) return [];
      const expected = `${entries.length}, as the first page is not full and holds so many`;
      return [{ pointer: "/pagination/total", kind: "value", expected, actual: String(total) }];
    }),
    checkAlone: ruleOnPage("histories.total.complete", ({ entries, total }) => {
      if (total === undefined || total < 0) return undefined;
      if (total >= entries.length) return [];
      const expected = `${entries.length} or more, as the page holds so many`;
      return [{ pointer: "/pagination/total", kind: "value", expected, actual: String(total) }];
    }).check,
  },
  alone(
    ruleOnPage("histories.program-id.unique", ({ entries }) => {
      const names = new Map<number, string>();
      for (const { details, pointer } of entries) {
        const { programId, programName } = details;
        if (programId === undefined || programName === undefined) continue;
        const known = names.get(programId);
        if (known !== undefined && known !== programName) {
          const expected = `${showJson(known)}, the name that another entry of program ${programId} has`;
          return [
            {
              pointer: pointer + placeOf("programName"),
              kind: "disagreement",
              expected,
              actual: showJson(programName),
            },
          ];
        }
        names.set(programId, programName);
      }
      return [];
    }),
  ),
  alone(
    ruleOnEntries("histories.tier-based.named", ({ details: { tierBased, tierName }, pointer }) => {
      if (tierBased === undefined || tierName === undefined || tierName.trim() === "") return undefined;
      if (tierBased) return [];
      const expected = `true, as the customer has the tier ${showJson(tierName)}`;
      return [{ pointer: pointer + placeOf("tierBased"), kind: "disagreement", expected, actual: "false" }];
    }),
  ),
  alone(
    ruleOnEntries("histories.last-updated.together", ({ details, pointer, unsound }) => {
      if (unsound.has("lastUpdatedDate") || unsound.has("lastUpdatedActivity")) return undefined;
      const { lastUpdatedDate: date, lastUpdatedActivity: activity } = details;
      if (date === undefined && activity === undefined) return undefined;
      if (date !== undefined && activity !== undefined) return [];
      const missing = date === undefined ? "lastUpdatedDate" : "lastUpdatedActivity";
      return [
        {
          pointer: pointer + placeOf(missing),
          kind: "missing",
          expected: "it, as the other one is there",
          actual: "nothing",
        },
      ];
    }),
  ),
  ruleOnEntries("histories.last-updated.newest", (entry, query) => {
    // Other kinds of activities are not the membership's, and dates leave some of them out.
    const { activityType, startDate, endDate } = query;
    if (activityType !== linkingUpdates || startDate !== undefined || endDate !== undefined) return undefined;
    return checkNewest(entry);
  }),
  alone(
    ruleOnEntries("histories.activity-date.utc", ({ activities = [] }) => {
      const dated = activities.filter(({ date }) => date !== undefined);
      if (dated.length === 0) return undefined;
      return dated.flatMap(({ date = "", pointer }) =>
        /(?:[Zz]|[+-]00:?00)$/.test(date)
          ? []
          : [
              {
                pointer: `${pointer}/activityDate`,
                kind: "value",
                expected: "an instant in UTC",
                actual: showJson(date),
              },
            ],
      );
    }),
  ),
  alone(
    ruleOnEntries("histories.relinking.supplementary", ({ activities = [], details: { type } }) => {
      const relinkings = activities.filter((activity) => isRelinking(activity.type));
      if (relinkings.length === 0 || type === undefined) return undefined;
      if (type === "SUPPLEMENTARY") return [];
      return relinkings.map((activity) => ({
        pointer: `${activity.pointer}/activityType`,
        kind: "value",
        expected: `no relinking in a program of type ${showJson(type)}`,
        actual: showJson(activity.type),
      }));
    }),
  ),
  ruleOnEntries("histories.notes.window", ({ notes, pointer }, { activityType, startDate, endDate }) => {
    if (!isBenefits(activityType) || startDate !== undefined || endDate !== undefined) return undefined;
    const noted = readNotes(notes);
    if (noted === undefined) return undefined;
    return isYear(noted)
      ? []
      : [
          {
            pointer: `${pointer}/notes`,
            kind: "value",
            expected: "two instants a year apart",
            actual: showJson(notes),
          },
        ];
  }),
  {
    requirement: "histories.query.activity-type-spelling",
    check: (input) => {
      const value = readQuery(input)?.["activityType"];
      if (typeof value !== "string") return undefined;
      const known = [...documentedActivityTypes, linkingUpdates];
      return known.includes(value)
        ? []
        : [{ pointer: "/activityType", kind: "value", expected: known.join(", "), actual: showJson(value) }];
    },
  },
  {
    requirement: "histories.query.dates-with-benefits",
    check: (input) => {
      const { activityType, startDate, endDate } = readQuery(input) ?? {};
      if (typeof activityType !== "string" || (startDate ?? endDate) === undefined) return undefined;
      if (activityType !== linkingUpdates) return [];
      const pointer = startDate === undefined ? "/endDate" : "/startDate";
      return [
        { pointer, kind: "value", expected: `no dates with ${linkingUpdates}`, actual: showJson(startDate ?? endDate) },
      ];
    },
  },
];

/** Activity types that the page does not name. */
export const historiesNoticers: readonly Noticer[] = [
  ({ operation, answer }) => {
    const page = operation?.id === "histories" ? readPage(answer) : undefined;
    const types = (page?.entries ?? []).flatMap(({ activities = [] }) => activities.flatMap(({ type }) => type ?? []));
    const others = [...new Set(types)].filter((type) => !namedActivityTypes.includes(type));
    return others
      .slice(0, 5)
      .map((type) => ({ text: `activityType ${showJson(type)} is not one that the page names (its list is open)` }));
  },
];

const namedActivityTypes = [
  initiated,
  relinked,
  "SUPPLEMENTARY_MEMBERSHIP_RELINKING_CANCELLED",
  "ENROLLMENT",
  "PARTNER_PROGRAM_EARLY_EXPIRY",
  "SUPPLEMENTARY_MEMBERSHIP_STARTED",
  "BACKUP_SUPPLEMENTARY_MEMBERSHIP_STARTED",
];

function isBenefits(activityType: Json | undefined): boolean {
  return typeof activityType === "string" && documentedActivityTypes.includes(activityType);
}

function readQuery({ operation, query }: RuleInput): Readonly<Record<string, unknown>> | undefined {
  return operation?.id === "histories" && isObject(query) ? query : undefined;
}
