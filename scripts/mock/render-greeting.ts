import type { Customer, Fixtures, Membership, Organisation, PartnerProgram } from "../../mock/fixtures.ts";
import { identifierNames, readIdentifier } from "../../mock/fixtures.ts";
import { statePath } from "../../mock/state-endpoint.ts";

/** What a started mock says of itself. */
export interface Greeting {
  readonly url: string;
  readonly fixtures: Fixtures;
  /** Options that print the same profile again. */
  readonly options: readonly string[];
  readonly defects: readonly string[];
  readonly variants: readonly string[];
  readonly webhooks: { readonly url: string; readonly headerNames: readonly string[] } | undefined;
}

/** Where the mock listens, how it behaves, and commands to try it with, for customers that it knows. */
export function renderGreeting({ url, fixtures, options, defects, variants, webhooks }: Greeting): string {
  const profile = ["capillary-conformance mock --print-profile", `--port ${new URL(url).port}`, ...options].join(" ");
  const withHeaders = webhooks?.headerNames.length ? `, with ${webhooks.headerNames.join(", ")}` : "";
  return [
    `The mock host listens on ${url}`,
    ...(defects.length > 0 ? [`  with the defects ${defects.join(", ")}`] : []),
    ...(variants.length > 0 ? [`  with the variants ${variants.join(", ")}`] : []),
    ...(webhooks === undefined ? [] : [`  and delivers events to ${webhooks.url}${withHeaders}`]),
    `Its profile:  ${profile} > mock-profile.yaml`,
    ...renderPoints(fixtures, url),
    ...renderHistories(fixtures, url),
    ...renderUpdate(fixtures, url),
    `State:        POST state, POST reset, PUT clock, POST batch and POST emit below ${url}${statePath}, such as`,
    `              curl -X PUT -d '{"now":"2030-01-01T00:00:00Z"}' ${url}${statePath}clock`,
    "Ctrl-C ends it.",
    "",
  ].join("\n");
}

/** A text that a POSIX shell takes as it stands. */
export function quoteForShell(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

interface Subject {
  readonly organisation: Organisation;
  readonly customer: Customer;
}

/** A customer who shows something, or else the first there is. */
function findSubject({ organisations }: Fixtures, fits: (customer: Customer) => boolean): Subject | undefined {
  const subjects = organisations.flatMap((organisation) =>
    organisation.customers.map((customer): Subject => ({ organisation, customer })),
  );
  return subjects.find(({ customer }) => fits(customer)) ?? subjects[0];
}

function renderPoints(fixtures: Fixtures, url: string): string[] {
  const subject = findSubject(fixtures, ({ promisedPoints }) => (promisedPoints ?? []).length > 0);
  if (subject === undefined) return [];
  const path = "/v2/customers/lookup/promisedPointsSchedule";
  return [`Points:       ${renderRead(subject, url + path, { fetchDataForAllPrograms: "true" })}`];
}

function renderHistories(fixtures: Fixtures, url: string): string[] {
  const subject = findSubject(fixtures, ({ memberships }) => (memberships ?? []).length > 0);
  if (subject === undefined) return [];
  const path = "/v2/partnerProgram/customerActivityHistories";
  return [`Histories:    ${renderRead(subject, url + path, { activityType: "linkingUpdates" })}`];
}

function renderRead({ organisation, customer }: Subject, url: string, more: Readonly<Record<string, string>>): string {
  const name = readName(customer);
  const query = new URLSearchParams({
    identifierName: name,
    identifierValue: readIdentifier(customer, name) ?? "",
    source: customer.sources?.[0] ?? "INSTORE",
    ...more,
  });
  return `${renderCurl(organisation)} ${quoteForShell(`${url}?${query.toString()}`)}`;
}

/** A renewal of a tier that a customer has, so that it can be sent again and again. */
function renderUpdate({ organisations }: Fixtures, url: string): string[] {
  const [found] = organisations.flatMap((organisation) =>
    organisation.customers.flatMap((customer) =>
      (customer.memberships ?? []).flatMap((membership) => {
        const program = organisation.partnerPrograms?.find(({ id }) => id === membership.program);
        const tier = readTier(membership, program);
        return program === undefined || tier === undefined ? [] : [{ organisation, customer, program, tier }];
      }),
    ),
  );
  if (found === undefined) return [];
  const { organisation, customer, program, tier } = found;
  const name = readName(customer);
  const partnerProgramUpdates = [
    { partnerProgramName: program.name, updateType: "RENEW", updateDetails: { updatedTierName: tier } },
  ];
  const body = { customersPartnerUpdates: [{ customer: { [name]: customer[name] }, partnerProgramUpdates }] };
  const path = "/v2/partnerProgram/customerPartnerProgramUpdate";
  const data = `-H 'Content-Type: application/json' -d ${quoteForShell(JSON.stringify(body))}`;
  return [`Update:       ${renderCurl(organisation)} ${data} ${quoteForShell(url + path)}`];
}

function readTier({ linked, tier }: Membership, program: PartnerProgram | undefined): string | undefined {
  return linked ? (tier ?? program?.tiers?.[0]) : undefined;
}

function readName(customer: Customer): (typeof identifierNames)[number] {
  return identifierNames.find((name) => customer[name] !== undefined) ?? "id";
}

function renderCurl({ till }: Organisation): string {
  return `curl -u ${quoteForShell(`${till.user}:${till.password}`)}`;
}
