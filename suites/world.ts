/** One way to name a customer. */
export interface Identifier {
  readonly name: string;
  readonly value: string;
}

/** What reading a customer's promised points has shown, whatever form of request showed it. */
export interface PointsFacts {
  /** Programs with promised points, and with trigger-based ones. */
  readonly programs: readonly number[];
  readonly triggerPrograms: readonly number[];
  /** The days of the promised points, in order, each once. */
  readonly dates: readonly string[];
}

/** A customer of the profile, and what was found out about it. */
export interface KnownCustomer {
  /** `customer-1` and so on by its place in the profile: free of personal data. */
  readonly label: string;
  readonly identifiers: readonly [Identifier, ...Identifier[]];
  readonly source: string;
  /** `answered`: at least one read was; `unknown`: the host says that there is no such customer; `troubled`: neither. */
  readonly state: "answered" | "unknown" | "troubled";
  /** What the host said instead of an answer. */
  readonly trouble?: string;
  readonly points: PointsFacts;
}

/** What was found out about an organisation by reading. */
export interface World {
  readonly organisation: string;
  readonly hasCredentials: boolean;
  /** From the profile. */
  readonly defaultProgram?: number;
  /** Loyalty programs that exist: from the profile and from what was read. */
  readonly programs: readonly number[];
  readonly customers: readonly KnownCustomer[];
}

/** The source sent where the profile gives none; the one that the sample requests use. */
export const usualSource = "INSTORE";
