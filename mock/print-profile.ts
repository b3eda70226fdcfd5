import { type Customer, type Fixtures, type Organisation, identifierNames } from "./fixtures.ts";
import { statePath } from "./state-endpoint.ts";

/**
 * The YAML text of a target profile that fits a mock with these fixtures at that URL (its origin). Credentials are
 * environment variables with the fixtures' public samples as defaults.
 */
export function renderProfile(fixtures: Fixtures, url: string): string {
  const host = url.replace(/\/+$/, "");
  const lines = [
    "# The target profile of a mock host; its credentials are public samples.",
    "profile: 1",
    `host: ${quote(host)}`,
    "organisations:",
    ...fixtures.organisations.flatMap((organisation) =>
      renderOrganisation(organisation, fixtures.organisations.length > 1),
    ),
    "state:",
    `  url: ${quote(host + statePath)}`,
  ];
  return `${lines.join("\n")}\n`;
}

function renderOrganisation(
  { name, till, defaultProgram, programs, customers }: Organisation,
  several: boolean,
): string[] {
  const suffix = several ? `_${name.toUpperCase().replace(/[^A-Z0-9]+/g, "_")}` : "";
  return [
    `  - name: ${quote(name)}`,
    "    auth:",
    "      basic:",
    `        user: ${quote(`\${MOCK_TILL${suffix}:-${till.user}}`)}`,
    `        password: ${quote(`\${MOCK_PASSWORD${suffix}:-${till.password}}`)}`,
    `    defaultProgram: ${defaultProgram}`,
    `    loyaltyPrograms: [${programs.map(({ id }) => id).join(", ")}]`,
    ...(customers.length === 0 ? ["    customers: []"] : ["    customers:", ...customers.map(renderCustomer)]),
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
  return `      - { ${members.join(", ")}, source: ${/^[A-Z_]+$/.test(source) ? source : quote(source)} }`;
}

function hasOnlyId({ mobile, email, externalId }: Customer): boolean {
  return mobile === undefined && email === undefined && externalId === undefined;
}

/** Text in double quotes: JSON's escapes are YAML's too. */
function quote(text: string): string {
  return JSON.stringify(text);
}
