import { Command } from "commander";
import { InputError } from "../../src/model/input-error.ts";
import { loadYaml } from "../../src/catalog/document.ts";
import { checkFixtures } from "../../mock/check-fixtures.ts";
import { defects } from "../../mock/defects/defects.ts";
import type { Fixtures } from "../../mock/fixtures.ts";
import { readIdentifier } from "../../mock/fixtures.ts";
import { createHost } from "../../mock/host.ts";
import { type HttpMount, mountHttp } from "../../mock/mounts/http.ts";
import { renderProfile } from "../../mock/print-profile.ts";
import { createRandom } from "../../mock/random.ts";
import { variants } from "../../mock/variants/variants.ts";

/** What a command may do to the world around it. */
export interface CommandIo {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The text of a file; rejects as `node:fs` does. */
  readonly readFile: (path: string) => Promise<string>;
  /** The path of a file of this package, from its place in the repository. */
  readonly locate: (file: string) => string;
  /** Calls `action` once at SIGINT or SIGTERM; the returned function takes it back. */
  readonly onSignal: (action: () => void) => () => void;
}

interface MockOptions {
  readonly port?: string;
  readonly fixtures?: string;
  readonly defect?: readonly string[];
  readonly variant?: readonly string[];
  readonly seed: string;
  readonly printProfile?: boolean;
  readonly list?: boolean;
}

const defaultPort = 8080;
const defaultFixtures = "mock/fixtures/default.yaml";
const fixturesSchema = "schemas/meta/fixtures.schema.json";

/** The command that starts the mock host. */
export function createMockCommand(io: CommandIo): Command {
  const collect = (id: string, ids: readonly string[] = []): readonly string[] => [...ids, id];
  return new Command("mock")
    .description("start a mock host that answers as the documents say, or with a chosen fault")
    .option("--port <number>", `port to listen on; 0 is any free one (default: ${defaultPort})`)
    .option("--fixtures <file>", "what the host knows (default: fixtures that come with the package)")
    .option("--defect <id>", "a fault to put in; may be repeated", collect)
    .option("--variant <id>", "another way of behaving that the documents allow; may be repeated", collect)
    .option("--seed <number>", "seed of request ids and orders", "1")
    .option("--print-profile", "print the target profile that fits, and exit")
    .option("--list", "list defects and variants, and exit")
    .addHelpText("after", () => `\n${listTwists()}`)
    .action(async (options: MockOptions) => runMock(options, io));
}

/** Every defect with what it breaks, and every variant. */
export function listTwists(): string {
  return [
    "Defects (each breaks one requirement):",
    ...defects.map(({ id, statement, breaks }) => `  ${id}\n      ${statement} Breaks ${breaks}.`),
    "",
    "Variants (none breaks any):",
    ...variants.map(({ id, statement }) => `  ${id}\n      ${statement}`),
    "",
  ].join("\n");
}

async function runMock(options: MockOptions, io: CommandIo): Promise<void> {
  if (options.list === true) {
    io.stdout(listTwists());
    return;
  }
  const port = readInteger("--port", options.port ?? String(defaultPort), 65_535);
  const fixtures = await loadFixtures(options.fixtures, io);
  if (options.printProfile === true) {
    if (port === 0) {
      throw new InputError([
        { message: "a profile needs the port it is for", hint: "give --port another number than 0" },
      ]);
    }
    io.stdout(renderProfile(fixtures, `http://127.0.0.1:${port}`));
    return;
  }
  const random = createRandom(readInteger("--seed", options.seed, 0x7fffffff));
  const host = createHost({ fixtures, defects: options.defect ?? [], variants: options.variant ?? [], random });
  const signalled = waitForSignal(io);
  const mount = await listen(host, port);
  io.stdout(renderGreeting(fixtures, mount.url, options));
  await signalled;
  await mount.close();
}

/** Reads and checks a fixtures file; without one, the package's own. Throws an InputError. */
export async function loadFixtures(
  file: string | undefined,
  io: Pick<CommandIo, "readFile" | "locate">,
): Promise<Fixtures> {
  const path = file ?? io.locate(defaultFixtures);
  const [text, schema] = await Promise.all([
    io.readFile(path).catch((error: unknown) => {
      throw new InputError([
        { message: `cannot be read: ${error instanceof Error ? error.message : String(error)}`, file: path },
      ]);
    }),
    io.readFile(io.locate(fixturesSchema)),
  ]);
  return checkFixtures(loadYaml(text, path, JSON.parse(schema) as object) as Fixtures, path);
}

function waitForSignal(io: CommandIo): Promise<void> {
  return new Promise((resolve) => {
    const takeBack = io.onSignal(() => {
      takeBack();
      resolve();
    });
  });
}

async function listen(host: Parameters<typeof mountHttp>[0], port: number): Promise<HttpMount> {
  try {
    return await mountHttp(host, { port });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new InputError([{ message: `cannot listen: ${message}`, hint: "give another --port; 0 takes any free one" }]);
  }
}

function readInteger(option: string, text: string, highest: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= highest) return value;
  throw new InputError([{ message: `${option} ${text} is no whole number from 0 to ${highest}` }]);
}

function renderGreeting(
  fixtures: Fixtures,
  url: string,
  { fixtures: file, defect = [], variant = [] }: MockOptions,
): string {
  const { port } = new URL(url);
  const more = file === undefined ? "" : ` --fixtures ${quoteForShell(file)}`;
  return [
    `The mock host listens on ${url}`,
    ...(defect.length > 0 ? [`  with the defects ${defect.join(", ")}`] : []),
    ...(variant.length > 0 ? [`  with the variants ${variant.join(", ")}`] : []),
    `Its profile:  capillary-conformance mock --print-profile --port ${port}${more} > mock-profile.yaml`,
    ...renderCurl(fixtures, url),
    "Ctrl-C ends it.",
    "",
  ].join("\n");
}

function renderCurl({ organisations: [organisation] }: Fixtures, url: string): string[] {
  const customer = organisation?.customers[0];
  if (organisation === undefined || customer === undefined) return [];
  const name = (["mobile", "email", "externalId"] as const).find((each) => customer[each] !== undefined) ?? "id";
  const query = new URLSearchParams({
    identifierName: name,
    identifierValue: readIdentifier(customer, name) ?? "",
    source: customer.sources?.[0] ?? "INSTORE",
    fetchDataForAllPrograms: "true",
  });
  const credentials = quoteForShell(`${organisation.till.user}:${organisation.till.password}`);
  return [
    `Try it:       curl -u ${credentials} ${quoteForShell(`${url}/v2/customers/lookup/promisedPointsSchedule?${query.toString()}`)}`,
  ];
}

function quoteForShell(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
