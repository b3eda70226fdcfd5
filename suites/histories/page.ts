import type { Answer } from "../../src/model/answer.ts";
import { isObject } from "../../src/model/json.ts";
import { remember } from "../../src/model/remember.ts";
import { isInstant } from "./instant.ts";

/** One page of histories, as far as comparisons need it. Members that are absent or unsound are left out. */
export interface HistoriesPage {
  readonly limit?: number;
  readonly offset?: number;
  readonly total?: number;
  readonly entries: readonly HistoryEntry[];
}

/** One entry of `data`. */
export interface HistoryEntry {
  /** Of the entry: `/data/0`. Its details stand below `/partnerProgramDetails`. */
  readonly pointer: string;
  /** What the entry's program is known by; left out where it has no whole number as its id. */
  readonly key?: string;
  readonly details: ProgramDetails;
  /** Left out where it is no list. */
  readonly activities?: readonly Activity[];
  readonly notes?: string;
  /** Members that are there in another form, or are missing though every entry has to have them: the schema's to report. */
  readonly unsound: ReadonlySet<Member>;
}

/** `partnerProgramDetails`. Dates are texts as answered, all of them instants. */
export interface ProgramDetails {
  /** `partnerProgramId`, where it is exact. */
  readonly programId?: number;
  /** `partnerProgramName`, the one by which updates name the program. */
  readonly programName?: string;
  /** `programName`, the name of a program above the partner programs. */
  readonly loyaltyProgramName?: string;
  readonly description?: string;
  readonly type?: string;
  readonly linked?: boolean;
  readonly tierBased?: boolean;
  readonly tierName?: string;
  readonly tierNumber?: number;
  readonly tierExpiry?: string;
  readonly membershipId?: string;
  readonly start?: string;
  readonly end?: string;
  readonly lastUpdatedDate?: string;
  readonly lastUpdatedActivity?: string;
  readonly benefits?: readonly Benefit[];
}

/** A member of an entry that can be compared; of the benefits, how often they were availed is by itself. */
export type Member = Exclude<keyof ProgramDetails, "programId"> | "benefitCounts" | "activities";

/** An entry of `benefitsSummary`. */
export interface Benefit {
  readonly pointer: string;
  readonly name?: string;
  readonly type?: string;
  /** `countAvailedInLast365Days`. */
  readonly count?: number;
  readonly promotionId?: number;
  readonly promotionName?: string;
  readonly promotionReference?: string;
}

/** An entry of `customerActivityHistory`. */
export interface Activity {
  readonly pointer: string;
  readonly type?: string;
  readonly date?: string;
}

interface Form {
  readonly place: string;
  readonly isSound: (value: unknown) => boolean;
  readonly optional?: true;
}

/** Where the members of the details stand, what they have to be, and which of them only some programs carry. */
const forms: Readonly<Record<Exclude<keyof ProgramDetails, "programId" | "benefits">, Form>> = {
  programName: { place: "partnerProgramName", isSound: isText },
  loyaltyProgramName: { place: "programName", isSound: isText },
  description: { place: "partnerProgramDescription", isSound: isText },
  type: { place: "partnerProgramType", isSound: isText },
  linked: { place: "linked", isSound: isFlag },
  tierBased: { place: "tierBased", isSound: isFlag },
  start: { place: "partnerProgramMembershipStartDate", isSound: isInstant },
  end: { place: "partnerProgramMembershipEndDate", isSound: isInstant },
  tierName: { place: "partnerTierName", isSound: isText, optional: true },
  tierNumber: { place: "partnerTierNumber", isSound: Number.isSafeInteger, optional: true },
  tierExpiry: { place: "partnerTierExpiryDate", isSound: isInstant, optional: true },
  membershipId: { place: "partnerMembershipId", isSound: isText, optional: true },
  lastUpdatedDate: { place: "partnerProgramMembershipLastUpdatedDate", isSound: isInstant, optional: true },
  lastUpdatedActivity: { place: "partnerProgramMembershipLastUpdatedActivity", isSound: isText, optional: true },
};

const formsByName = Object.entries(forms) as readonly (readonly [name: keyof typeof forms, form: Form])[];

/** The JSON Pointer of a member within its entry. */
export function placeOf(member: Member): string {
  if (member === "activities") return "/customerActivityHistory";
  const isOfBenefits = member === "benefits" || member === "benefitCounts";
  return `/partnerProgramDetails/${isOfBenefits ? "benefitsSummary" : forms[member].place}`;
}

/** Reads an answer; undefined where it is none, or holds no list of entries. */
export const readPage: (answer: Answer) => HistoriesPage | undefined = remember(readWholePage);

function readWholePage(answer: Answer): HistoriesPage | undefined {
  if (answer.kind !== "answer" || !isObject(answer.value)) return undefined;
  const { pagination, data } = answer.value;
  if (!Array.isArray(data)) return undefined;
  return {
    ...pick(pagination, isCount, { limit: "limit", offset: "offset", total: "total" }),
    entries: data.map((entry: unknown, index) => readEntry(entry, `/data/${index}`)),
  };
}

/** The entry of a program by its partnerProgramName; the linked one where there are several. */
export function findEntry(page: HistoriesPage, programName: string): HistoryEntry | undefined {
  const named = page.entries.filter(({ details }) => details.programName === programName);
  return named.find(({ details }) => details.linked === true) ?? named[0];
}

function readEntry(entry: unknown, pointer: string): HistoryEntry {
  const { customerActivityHistory: history, partnerProgramDetails: details } = isObject(entry) ? entry : {};
  const read = readDetails(details, `${pointer}/partnerProgramDetails`);
  const activities = readActivities(history, `${pointer}/customerActivityHistory`);
  const isSoundList = activities?.every(({ type, date }) => type !== undefined && date !== undefined) ?? false;
  return {
    pointer,
    ...readKey(details),
    details: read.details,
    ...(activities === undefined ? {} : { activities }),
    ...pick(entry, isText, { notes: "notes" }),
    unsound: new Set([...read.unsound, ...(isSoundList ? [] : (["activities"] as const))]),
  };
}

/** An id that is not exact here can be another program's too, so its name goes with it. */
function readKey(details: unknown): { readonly key?: string } {
  const { partnerProgramId: id, partnerProgramName: name } = isObject(details) ? details : {};
  if (!Number.isInteger(id)) return {};
  return { key: isCount(id) ? String(id) : `${String(id)} ${String(name)}` };
}

function readDetails(holder: unknown, pointer: string): { details: ProgramDetails; unsound: Member[] } {
  const raw = isObject(holder) ? holder : {};
  const details: Record<string, unknown> = pick(holder, isCount, { programId: "partnerProgramId" });
  const unsound: Member[] = [];
  for (const [name, { place, isSound, optional }] of formsByName) {
    const value = raw[place];
    if (isSound(value)) details[name] = value;
    else if (optional !== true || !isAbsent(value)) unsound.push(name);
  }
  const list = raw["benefitsSummary"];
  const benefits = Array.isArray(list)
    ? list.map((benefit: unknown, index) => readBenefit(benefit, `${pointer}/benefitsSummary/${index}`))
    : undefined;
  if (!isAbsent(list) && !(benefits?.every(isWhole) ?? false)) unsound.push("benefits", "benefitCounts");
  if (benefits !== undefined) details["benefits"] = benefits;
  // Each member is of its own type, because its form says so.
  return { details, unsound };
}

/** Where null and absent differ stands on no page. */
function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function readActivities(list: unknown, pointer: string): Activity[] | undefined {
  if (!Array.isArray(list)) return undefined;
  return list.map((activity: unknown, index) => ({
    pointer: `${pointer}/${index}`,
    ...pick(activity, isText, { type: "activityType" }),
    ...pick(activity, isInstant, { date: "activityDate" }),
  }));
}

function readBenefit(benefit: unknown, pointer: string): Benefit {
  const promotion = isObject(benefit) ? benefit["mappedPromotionDetails"] : undefined;
  return {
    pointer,
    ...pick(benefit, isText, { name: "name", type: "type" }),
    ...pick(benefit, isCount, { count: "countAvailedInLast365Days" }),
    ...pick(promotion, isCount, { promotionId: "promotionId" }),
    ...pick(promotion, isText, { promotionName: "promotionName", promotionReference: "promotionReferenceNumber" }),
  };
}

function isWhole(benefit: Benefit): boolean {
  return Object.keys(benefit).length === 7;
}

/** The members of an object that are sound, under our names. */
function pick<Name extends string, Value>(
  holder: unknown,
  isSound: (value: unknown) => value is Value,
  members: Readonly<Record<Name, string>>,
): { [N in Name]?: Value } {
  const picked: { [N in Name]?: Value } = {};
  if (!isObject(holder)) return picked;
  for (const name of Object.keys(members) as Name[]) {
    const value = holder[members[name]];
    if (isSound(value)) picked[name] = value;
  }
  return picked;
}

/** A whole number that JSON.parse keeps exact: ids may be longs. */
function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isFlag(value: unknown): value is boolean {
  return typeof value === "boolean";
}
