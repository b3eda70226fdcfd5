import { type Json, parseJson } from "../../../src/model/json.ts";
import { authorize, makeTransport, origin } from "../../testing/battery-requests.ts";
import type { Fixtures } from "../../fixtures.ts";
import { type Parameters, labFixtures } from "./lab-organisation.ts";

export const path = "/v2/partnerProgram/customerActivityHistories";
export const singularPath = "/v2/partnerProgram/customerActivityHistory";

export type Details = Readonly<Record<string, Json>>;

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly pagination?: { readonly limit: number; readonly offset: number; readonly total: number };
  readonly data?: readonly {
    readonly partnerProgramDetails: Details;
    readonly customerActivityHistory: readonly { readonly activityType: string; readonly activityDate: string }[];
    readonly notes?: string;
  }[];
  readonly errors?: readonly { readonly code: number }[];
}

export async function askUrl(url: string, fixtures: Fixtures, variants: readonly string[] = []): Promise<Answer> {
  const till = fixtures.organisations[0]?.till;
  const headers = [authorize(till?.user, till?.password)];
  const outcome = await makeTransport({ fixtures, variants })({ method: "GET", url, headers, body: new Uint8Array() });
  if (outcome.kind === "failure") throw new Error(outcome.detail);
  const { status, body } = outcome.response;
  const parsed = parseJson(body);
  const value = parsed.kind === "json" ? (parsed.value as Partial<Answer>) : {};
  return { ...value, status, text: new TextDecoder().decode(body) };
}

export const basic = { source: "INSTORE", identifierName: "mobile", identifierValue: "919800000001" };

/** Asks in the lab; parameters that are undefined are left out. */
export function ask(
  parameters: Readonly<Record<string, string | undefined>>,
  variants: readonly string[] = [],
): Promise<Answer> {
  const given = Object.entries({ ...basic, activityType: "benefitsAvailed", ...parameters });
  const query = new URLSearchParams(
    given.flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]])),
  );
  return askUrl(`${origin}${path}?${query.toString()}`, labFixtures, variants);
}

export function askLinking(parameters: Parameters, variants: readonly string[] = []): Promise<Answer> {
  return ask({ activityType: "linkingUpdates", ...parameters }, variants);
}

export function listCodes({ errors }: Answer): number[] {
  return (errors ?? []).map(({ code }) => code);
}

export function listPrograms({ data }: Answer): (Json | undefined)[] {
  return (data ?? []).map(({ partnerProgramDetails }) => partnerProgramDetails["partnerProgramId"]);
}

/** Dates of the activities of the first entry. */
export function listDates({ data }: Answer): string[] {
  return (data?.[0]?.customerActivityHistory ?? []).map(({ activityDate }) => activityDate);
}
