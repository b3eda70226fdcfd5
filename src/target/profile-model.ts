import type { Secret } from "./redaction.ts";

/** A text that authenticates, with the form in which a shell line may show it. */
export interface Credential {
  readonly value: string;
  /** The inside of a shell word in double quotes: `${CAP_PASSWORD}`, `${CAP_TILL:-till.1}`, or a literal that is no secret. */
  readonly shell: string;
  readonly secret: boolean;
}

/** How an organisation's requests authenticate. */
export type Auth =
  | {
      readonly kind: "basic";
      readonly user: Credential;
      readonly password: Credential;
      /** Whether the password travels as it is or as the hexadecimal text of its MD5. */
      readonly form: "plain" | "md5";
    }
  | {
      readonly kind: "oauth";
      readonly key: Credential;
      readonly secret: Credential;
      /** Absolute. */
      readonly tokenUrl: string;
      /** Shown in the place of an access token. */
      readonly tokenPlaceholder: string;
    }
  | { readonly kind: "headers"; readonly headers: readonly (readonly [name: string, value: Credential])[] };

/** One person that the profile names. */
export interface CustomerProfile {
  /** At least one, in the order of the file; an `id` is given as its decimal text. */
  readonly identifiers: readonly { readonly name: string; readonly value: string }[];
  readonly source?: string;
  /** Whether this person may be updated. */
  readonly writable: boolean;
  /** Roles that the profile claims for this person; empty: they are found by reading. */
  readonly is: readonly string[];
}

/** One organisation on the host, and what the profile says of its data. */
export interface OrganisationProfile {
  readonly name: string;
  readonly auth?: Auth;
  /** Valid credentials that lack the access group. */
  readonly withoutAccess?: Auth;
  readonly relinking: "on" | "off" | "unknown";
  readonly defaultProgram?: number;
  /** Ids of loyalty programs that reads do not show. */
  readonly loyaltyPrograms: readonly number[];
  /** Spellings to use; absent: the documented ones. */
  readonly activityTypes?: readonly string[];
  readonly programs: readonly { readonly name: string; readonly tiers: readonly string[] }[];
  readonly customers: readonly CustomerProfile[];
}

/** What a run may ask of a host. `Infinity` where there is no limit. */
export interface Limits {
  readonly perMinute: number;
  readonly inFlight: number;
  /** Milliseconds for a whole request, from connecting to the last byte of the body. */
  readonly timeoutMs: number;
  /** Bytes of a response body, also after its content encoding is undone. */
  readonly bodyBytes: number;
  /** Requests in the whole run. */
  readonly requests: number;
}

/** Milliseconds that effects may take, and between two looks. */
export interface Timing {
  readonly settleMs: number;
  readonly pollMs: number;
}

/** Where webhooks are received, what they must carry and how the host is made to send them. */
export interface WebhookProfile {
  readonly listen: { readonly hostname: string; readonly port: number };
  readonly publicUrl?: string;
  readonly header: readonly (readonly [name: string, value: Credential])[];
  readonly triggers: Readonly<Record<string, { readonly post: string }>>;
}

/** What is tested and with what, complete and checked. */
export interface Profile {
  /** Origin and base path, without a slash at the end. */
  readonly host: string;
  readonly loopback: boolean;
  readonly organisations: readonly OrganisationProfile[];
  readonly writes: boolean;
  readonly limits: Limits;
  readonly timing: Timing;
  readonly state?: { readonly url: string };
  readonly webhooks?: WebhookProfile;
  /** Requirement id to the reading it is held to; not checked here against the register. */
  readonly pin: Readonly<Record<string, string>>;
  /** Everything that must be redacted. */
  readonly secrets: readonly Secret[];
  /** The origins that may be called: of the host, and of every address that the profile names. */
  readonly allowedHosts: readonly string[];
}
