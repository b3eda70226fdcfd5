import { checkDocument } from "../catalog/document.ts";
import { findNearest } from "../catalog/find-nearest.ts";
import { parseYaml } from "../catalog/source-document.ts";
import { formatPointer } from "../model/json-pointer.ts";
import { InputError, type InputProblem } from "../model/input-error.ts";
import { formatHost, isLoopback, parseAddress, parseHost, parseListenAddress } from "./address.ts";
import type { Environment } from "./environment.ts";
import { resolveProfileTexts } from "./profile-texts.ts";
import type { CustomerProfile, Limits, OrganisationProfile, Profile, Timing, WebhookProfile } from "./profile-model.ts";
import { createCredentialReader, type CredentialReader, type RawAuth } from "./read-auth.ts";
import { parseDuration, parseSize } from "./units.ts";

export type * from "./profile-model.ts";

interface RawOrganisation {
  readonly name: string;
  readonly auth?: RawAuth;
  readonly withoutAccess?: RawAuth;
  readonly relinking?: "on" | "off" | "unknown";
  readonly defaultProgram?: number;
  readonly loyaltyPrograms?: readonly number[];
  readonly activityTypes?: readonly string[];
  readonly programs?: readonly { readonly name: string; readonly tiers?: readonly string[] }[];
  readonly customers?: readonly RawCustomer[];
}

type RawCustomer = Readonly<Record<string, string | number>> & {
  readonly source?: string;
  readonly writable?: boolean;
  readonly is?: string | readonly string[];
};

/** A profile that keeps its schema. */
interface RawProfile {
  readonly host: string;
  readonly organisations?: readonly RawOrganisation[];
  readonly writes?: boolean;
  readonly limits?: {
    readonly perMinute?: number;
    readonly inFlight?: number;
    readonly timeout?: string;
    readonly body?: string;
    readonly requests?: number;
  };
  readonly timing?: { readonly settle?: string; readonly poll?: string };
  readonly state?: { readonly url: string };
  readonly webhooks?: {
    readonly listen?: string;
    readonly publicUrl?: string;
    readonly header?: Readonly<Record<string, string>>;
    readonly triggers?: Readonly<Record<string, { readonly post: string }>>;
  };
  readonly pin?: Readonly<Record<string, string>>;
}

/** Says that the value at a pointer cannot be used. */
type Report = (pointer: string, message: string, hint?: string) => void;

const wholeDay = 86_400_000;

/** The readings of each requirement that has some, which a profile may pin. */
export type PinnableReadings = ReadonlyMap<string, readonly string[]>;

/**
 * Reads a target profile: follows its references to the environment, checks it, and fills in what it leaves out, more
 * careful for a host elsewhere than for one on this machine. Throws an InputError that names the place of each mistake.
 */
export function loadProfile(
  text: string,
  file: string,
  environment: Environment,
  schema: object,
  readings?: PinnableReadings,
): Profile {
  const { document, texts, secrets } = resolveProfileTexts(parseYaml(text, file), environment);
  checkDocument(document, schema);
  const problems: InputProblem[] = [];
  const report: Report = (pointer, message, hint) =>
    problems.push({ message, file, ...document.locate(pointer), pointer, ...(hint === undefined ? {} : { hint }) });
  const credentials = createCredentialReader(texts);
  const profile = completeProfile(document.value as RawProfile, credentials, report);
  if (readings !== undefined) checkPins(profile.pin, readings, report);
  if (problems.length > 0) throw new InputError(problems);
  // Whole credentials come first, so that they win over the parts they were made of.
  return { ...profile, secrets: [...credentials.secrets, ...secrets] };
}

/** The profile of a bare address: one organisation without credentials. Throws an InputError where it is no address. */
export function makeUrlProfile(url: string): Profile {
  const problems: InputProblem[] = [];
  const report: Report = (_, message) => problems.push({ message: `the target ${message}` });
  const profile = completeProfile({ host: url }, createCredentialReader(new Map()), report);
  if (problems.length > 0) throw new InputError(problems);
  return profile;
}

/** A pin has to name a requirement and one of its readings. */
function checkPins(pin: Profile["pin"], readings: PinnableReadings, report: Report): void {
  for (const [id, reading] of Object.entries(pin)) {
    const known = readings.get(id);
    const pointer = formatPointer(["pin", id]);
    if (known === undefined) {
      const near = findNearest(id, [...readings.keys()]);
      const hint = near === undefined ? "`requirements` lists them" : `did you mean ${near}?`;
      report(pointer, `there is no requirement ${id} with readings`, hint);
    } else if (!known.includes(reading)) {
      report(pointer, `${reading} is no reading of ${id}`, `one of ${known.join(", ")}`);
    }
  }
}

function completeProfile(raw: RawProfile, credentials: CredentialReader, report: Report): Profile {
  const { url, problem } = parseHost(raw.host);
  if (problem !== undefined) report("/host", problem);
  const host = url === undefined ? "" : formatHost(url);
  const loopback = url !== undefined && isLoopback(url.hostname);
  const origins = new Set(url === undefined ? [] : [url.origin]);
  const readAddress = (text: string, pointer: string): string => {
    // A path is put behind the host, as the paths of the operations are.
    const parsed = parseAddress(text.startsWith("/") ? host + text : text);
    if (parsed.url === undefined) report(pointer, parsed.problem);
    else origins.add(parsed.url.origin);
    return parsed.url?.href ?? text;
  };
  const organisations = readOrganisations(raw.organisations, loopback, credentials, readAddress, report);
  // Its endpoints are named relative to it, which needs the slash.
  const state = raw.state && { url: readAddress(raw.state.url, "/state/url").replace(/\/?$/, "/") };
  const webhooks = raw.webhooks && readWebhooks(raw.webhooks, credentials, readAddress, report);
  return {
    host,
    loopback,
    organisations,
    writes: raw.writes ?? loopback,
    limits: readLimits(raw.limits ?? {}, loopback, report),
    timing: readTiming(raw.timing ?? {}, loopback, report),
    ...(state === undefined ? {} : { state }),
    ...(webhooks === undefined ? {} : { webhooks }),
    pin: raw.pin ?? {},
    secrets: [],
    allowedHosts: [...origins],
  };
}

function readOrganisations(
  list: RawProfile["organisations"] = [{ name: "main" }],
  loopback: boolean,
  credentials: CredentialReader,
  readAddress: (text: string, pointer: string) => string,
  report: Report,
): OrganisationProfile[] {
  const names = new Set<string>();
  return list.map((raw, index) => {
    const pointer = `/organisations/${index}`;
    if (names.has(raw.name)) {
      report(`${pointer}/name`, `there is already an organisation called "${raw.name}"`, "give each its own name");
    }
    names.add(raw.name);
    const readAuth = (auth: RawAuth | undefined, member: string, place: string) =>
      auth &&
      credentials.readAuth(auth, `${pointer}/${member}`, place, (text) =>
        readAddress(text, `${pointer}/${member}/oauth/tokenUrl`),
      );
    const auth = readAuth(raw.auth, "auth", raw.name);
    const withoutAccess = readAuth(raw.withoutAccess, "withoutAccess", `${raw.name}_WITHOUT_ACCESS`);
    return {
      name: raw.name,
      ...(auth === undefined ? {} : { auth }),
      ...(withoutAccess === undefined ? {} : { withoutAccess }),
      relinking: raw.relinking ?? "unknown",
      ...(raw.defaultProgram === undefined ? {} : { defaultProgram: raw.defaultProgram }),
      loyaltyPrograms: raw.loyaltyPrograms ?? [],
      ...(raw.activityTypes === undefined ? {} : { activityTypes: raw.activityTypes }),
      programs: (raw.programs ?? []).map(({ name, tiers }) => ({ name, tiers: tiers ?? [] })),
      customers: readCustomers(raw.customers ?? [], loopback, `${pointer}/customers`, report),
    };
  });
}

/** On this machine customers may be updated unless the profile marks some, and with that not the others. */
function readCustomers(
  list: readonly RawCustomer[],
  loopback: boolean,
  pointer: string,
  report: Report,
): CustomerProfile[] {
  const writable = loopback && list.every((each) => each.writable !== true);
  return list.map((raw, at) => readCustomer(raw, writable, `${pointer}/${at}`, report));
}

function readCustomer(raw: RawCustomer, isWritable: boolean, pointer: string, report: Report): CustomerProfile {
  const { source, writable, is, ...rest } = raw;
  const identifiers = Object.entries(rest).map(([name, value]) => ({ name, value: String(value) }));
  if (identifiers.length === 0) {
    report(
      pointer,
      "this customer has no identifier",
      "add mobile, email, externalId, id, cardnumber or cardExternalId",
    );
  }
  return {
    identifiers,
    ...(source === undefined ? {} : { source }),
    writable: writable ?? isWritable,
    is: is === undefined ? [] : [is].flat(),
  };
}

function readLimits(raw: NonNullable<RawProfile["limits"]>, loopback: boolean, report: Report): Limits {
  return {
    perMinute: raw.perMinute ?? (loopback ? Infinity : 100),
    inFlight: raw.inFlight ?? 4,
    timeoutMs: readDuration(raw.timeout ?? "10s", "/limits/timeout", 1, report),
    bodyBytes: parseSize(raw.body ?? "10MB"),
    requests: raw.requests ?? (loopback ? Infinity : 500),
  };
}

function readTiming(raw: NonNullable<RawProfile["timing"]>, loopback: boolean, report: Report): Timing {
  return {
    settleMs: readDuration(raw.settle ?? (loopback ? "0s" : "30s"), "/timing/settle", 0, report),
    pollMs: readDuration(raw.poll ?? (loopback ? "100ms" : "1s"), "/timing/poll", 1, report),
  };
}

function readDuration(text: string, pointer: string, least: number, report: Report): number {
  const ms = parseDuration(text);
  // Timers of more than 24 days fire at once, so that an upper limit is needed somewhere.
  if (ms < least) report(pointer, "must be more than nothing", "write a duration such as 500ms or 10s");
  if (ms > wholeDay) report(pointer, "must be at most a day", "write a duration such as 10s or 2m");
  return ms;
}

function readWebhooks(
  raw: NonNullable<RawProfile["webhooks"]>,
  credentials: CredentialReader,
  readAddress: (text: string, pointer: string) => string,
  report: Report,
): WebhookProfile {
  const listen = parseListenAddress(raw.listen ?? "127.0.0.1:0");
  if (listen === undefined) {
    report(
      "/webhooks/listen",
      "must be an address and a port",
      "write for example 127.0.0.1:0, where 0 is any free port",
    );
  }
  const publicUrl = raw.publicUrl === undefined ? undefined : parseAddress(raw.publicUrl);
  if (publicUrl?.problem !== undefined) report("/webhooks/publicUrl", publicUrl.problem);
  const escape = (name: string) => name.replaceAll("~", "~0").replaceAll("/", "~1");
  return {
    listen: listen ?? { hostname: "127.0.0.1", port: 0 },
    // Told to the host, never called by us: its origin is not among the allowed ones.
    ...(publicUrl?.url === undefined ? {} : { publicUrl: publicUrl.url.href }),
    header: credentials.readHeaders(raw.header ?? {}, "/webhooks/header", "WEBHOOK"),
    triggers: Object.fromEntries(
      Object.entries(raw.triggers ?? {}).map(([event, { post }]) => [
        event,
        { post: readAddress(post, `/webhooks/triggers/${escape(event)}/post`) },
      ]),
    ),
  };
}
