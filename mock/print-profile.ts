import { type Customer, type Fixtures, type Organisation, type PartnerProgram, identifierNames } from "./fixtures.ts";
import { statePath } from "./state-endpoint.ts";

/** What a printed profile may say otherwise. */
export interface ProfileOptions {
  /**
   * How the credentials travel: `basic` (the default), `md5` for Basic with the password's MD5, or `oauth`; an organisation
   * whose fixtures have no key keeps Basic.
   */
  readonly auth?: "basic" | "md5" | "oauth";
  /** Where webhooks are received, such as `127.0.0.1:0`; without it the profile has none. */
  readonly listen?: string;
  /** What deliveries carry, as a public sample; without it nothing is demanded of their headers. */
  readonly hook?: string;
}

/** The header of deliveries that a printed profile may name. */
export const hookHeader = "X-Mock-Hook";

/** Where the vendor's hosts give out access tokens. */
const tokenPath = "/v3/oauth/token/generate";

/**
 * The YAML text of a target profile that fits a mock with these fixtures at that URL (its origin). Credentials are
 * environment variables with the fixtures' public samples as defaults.
 */
export function renderProfile(fixtures: Fixtures, url: string, options: ProfileOptions = {}): string {
  const host = url.replace(/\/+$/, "");
  const suffixes = listSuffixes(fixtures.organisations);
  const lines = [
    "# The target profile of a mock host; its credentials are public samples.",
    "profile: 1",
    `host: ${quote(host)}`,
    "organisations:",
    ...fixtures.organisations.flatMap((organisation, index) =>
      renderOrganisation(organisation, suffixes[index] ?? "", options),
    ),
    "state:",
    `  url: ${quote(host + statePath)}`,
    ...(options.listen === undefined ? [] : ["webhooks:", `  listen: ${quote(options.listen)}`]),
    ...(options.listen === undefined || options.hook === undefined
      ? []
      : [`  header: { ${hookHeader}: ${renderSecret("MOCK_HOOK", options.hook)} }`]),
  ];
  return `${lines.join("\n")}\n`;
}

/** What tells the variables of several organisations apart; names without a letter of ASCII are counted. */
function listSuffixes(organisations: readonly Organisation[]): string[] {
  if (organisations.length < 2) return [""];
  const suffixes: string[] = [];
  for (const { name } of organisations) {
    const word = `_${name.toUpperCase().replace(/[^A-Z0-9]+/g, "_")}`;
    let suffix = word;
    for (let count = 2; suffixes.includes(suffix); count += 1) suffix = `${word}_${count}`;
    suffixes.push(suffix);
  }
  return suffixes;
}

function renderOrganisation(organisation: Organisation, suffix: string, { auth }: ProfileOptions): string[] {
  const { name, relinking, defaultProgram, programs, partnerPrograms = [] } = organisation;
  const customers = organisation.customers.filter(({ inProfile }) => inProfile !== false);
  return [
    `  - name: ${quote(name)}`,
    "    auth:",
    ...renderAuth(organisation, suffix, auth),
    ...renderWithoutAccess(organisation, suffix, auth),
    `    relinking: ${relinking === true ? "on" : "off"}`,
    `    defaultProgram: ${defaultProgram}`,
    `    loyaltyPrograms: [${programs.map(({ id }) => id).join(", ")}]`,
    ...(partnerPrograms.length === 0 ? [] : ["    programs:", ...partnerPrograms.flatMap(renderPartnerProgram)]),
    ...(customers.length === 0 ? ["    customers: []"] : ["    customers:", ...customers.map(renderCustomer)]),
  ];
}

function renderAuth({ till, oauth }: Organisation, suffix: string, form: ProfileOptions["auth"]): string[] {
  if (form === "oauth" && oauth !== undefined) {
    return [
      "      oauth:",
      `        key: ${renderSecret(`MOCK_KEY${suffix}`, oauth.key)}`,
      `        secret: ${renderSecret(`MOCK_SECRET${suffix}`, oauth.secret)}`,
      `        tokenUrl: ${tokenPath}`,
    ];
  }
  return [
    "      basic:",
    ...(form === "md5" ? ["        form: md5"] : []),
    `        user: ${renderSecret(`MOCK_TILL${suffix}`, till.user)}`,
    `        password: ${renderSecret(`MOCK_PASSWORD${suffix}`, till.password)}`,
  ];
}

function renderWithoutAccess(
  { tillWithoutAccess: till }: Organisation,
  suffix: string,
  form: ProfileOptions["auth"],
): string[] {
  if (till === undefined) return [];
  const members = [
    `user: ${renderSecret(`MOCK_WITHOUT_ACCESS_TILL${suffix}`, till.user)}`,
    `password: ${renderSecret(`MOCK_WITHOUT_ACCESS_PASSWORD${suffix}`, till.password)}`,
    ...(form === "md5" ? ["form: md5"] : []),
  ];
  return [`    withoutAccess: { basic: { ${members.join(", ")} } }`];
}

function renderPartnerProgram({ name, tiers = [] }: PartnerProgram): string[] {
  return [
    `      - name: ${quote(name)}`,
    ...(tiers.length === 0 ? [] : [`        tiers: [${tiers.map(quote).join(", ")}]`]),
  ];
}

function renderCustomer(customer: Customer): string {
  const members = identifierNames
    .filter(
      (name) =>
        customer[name] !== undefined && (name !== "id" || customer.idInProfile !== false || hasOnlyId(customer)),
    )
    .map((name) => `${name}: ${JSON.stringify(customer[name])}`);
  const source = customer.sources?.includes("INSTORE") === false ? (customer.sources[0] ?? "INSTORE") : "INSTORE";
  const writable = customer.writable !== false;
  return `      - { ${members.join(", ")}, source: ${/^[A-Z_]+$/.test(source) ? source : quote(source)}, writable: ${writable} }`;
}

function hasOnlyId({ mobile, email, externalId }: Customer): boolean {
  return mobile === undefined && email === undefined && externalId === undefined;
}

function renderSecret(variable: string, sample: string): string {
  return quote(`\${${variable}:-${sample}}`);
}

/** Text in double quotes: JSON's escapes are YAML's too. */
function quote(text: string): string {
  return JSON.stringify(text);
}
