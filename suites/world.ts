/** One way to name a customer. */
export interface Identifier {
  readonly name: string;
  readonly value: string;
}

/** What an operation says of a customer: `answered`, `unknown` (the host says that there is none), or `troubled` (neither). */
export interface Found {
  readonly state: "answered" | "unknown" | "troubled";
  /** What the host said instead of an answer. */
  readonly trouble?: string;
}

/** What reading a customer's promised points has shown, whatever form of request showed it. */
export interface PointsFacts extends Found {
  /** Programs with promised points, and with trigger-based ones. */
  readonly programs: readonly number[];
  readonly triggerPrograms: readonly number[];
  /** The days of the promised points, in order, each once. */
  readonly dates: readonly string[];
}

/** What reading a customer's histories has shown. */
export interface HistoriesFacts extends Found {
  /** The entries that were answered, page by page, in the order of the answers. */
  readonly memberships: readonly MembershipFacts[];
  /** The `total` that the host gave. */
  readonly total?: number;
  /** Instants of the benefits availed that were answered, ISO 8601, in order, each once. */
  readonly benefitDates: readonly string[];
  /** The types of the activities that were answered, each once. */
  readonly activityTypes?: readonly string[];
  /** The codes of the refusals, perhaps none, where every read was refused. */
  readonly refusedWith?: readonly number[];
}

/** A customer's membership in a partner program, as histories answered it. Members that were absent or unsound are left out. */
export interface MembershipFacts {
  readonly programId: number;
  readonly programName: string;
  /** `EXTERNAL` or `SUPPLEMENTARY`; other texts are possible. */
  readonly type?: string;
  readonly linked?: boolean;
  readonly tierBased?: boolean;
  readonly tierName?: string;
  readonly tierNumber?: number;
  /** ISO 8601 instants, as answered. */
  readonly tierExpiry?: string;
  readonly start?: string;
  readonly end?: string;
  /** Whether a relink waits: the newest relinking activity is its initiation. */
  readonly relinkPending: boolean;
  /** How many activities there are of each kind that is asked for. */
  readonly linkingActivities: number;
  readonly benefitActivities: number;
}

/** A customer of the profile, and what was found out about it. */
export interface KnownCustomer {
  /** `customer-1` and so on by its place in the profile: free of personal data. */
  readonly label: string;
  /** An identifier that the host knows first, where there is one. */
  readonly identifiers: readonly [Identifier, ...Identifier[]];
  readonly source: string;
  /** Whether the profile lets this customer be updated. */
  readonly writable: boolean;
  /** Roles that the profile claims. */
  readonly is: readonly string[];
  readonly points: PointsFacts;
  readonly histories: HistoriesFacts;
}

/** A partner program of the organisation, from the profile and from what was read. */
export interface PartnerProgram {
  readonly name: string;
  /** Known only where a customer's histories show the program. */
  readonly id?: number;
  readonly type?: string;
  /** Names of tiers that exist: those that the profile lists, in its order, then those that customers were seen in. */
  readonly tiers: readonly string[];
}

/** What was found out about an organisation by reading. */
export interface World {
  readonly organisation: string;
  readonly hasCredentials: boolean;
  /** How the profile's credentials travel. */
  readonly authentication?: "basic" | "oauth" | "headers";
  /** Whether the profile has valid credentials that lack the access group. */
  readonly hasWithoutAccess: boolean;
  /** Whether relinking is on, as the profile says. */
  readonly relinking: "on" | "off" | "unknown";
  /** Whether anything may be changed on the host. */
  readonly writes: boolean;
  /** Whether the host has a state endpoint. */
  readonly state: boolean;
  /** The host's present instant when it was read, ISO 8601: as its answers tell it, else the tool's own clock. */
  readonly now: string;
  /** From the profile. */
  readonly defaultProgram?: number;
  /** Loyalty programs that exist: from the profile and from what was read. */
  readonly programs: readonly number[];
  readonly partnerPrograms: readonly PartnerProgram[];
  /** Spellings of the activity type that ask for benefits availed, in order of preference. */
  readonly activityTypes: readonly string[];
  /** The activity types that are answered, one for each kind of activities; the second kind stands on another page only. */
  readonly activityKinds?: readonly string[];
  /** How dates of a request for histories are written; absent where none was taken. */
  readonly dateForm?: "date-and-time" | "plain-day";
  readonly customers: readonly KnownCustomer[];
}

/** The source sent where the profile gives none; the one that the sample requests use. */
export const usualSource = "INSTORE";

/** Spellings that the page has for one and the same activity type. */
export const documentedActivityTypes: readonly string[] = ["benefitsAvailed", "BENEFITS_AVAILED"];

/** So many customers are compared with one another at most. */
export const mostPeople = 24;
