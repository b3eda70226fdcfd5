import { Command } from "commander";
import { checkFixtures } from "../../mock/check-fixtures.ts";
import { allDefects } from "../../mock/defects/defects.ts";
import type { Fixtures } from "../../mock/fixtures.ts";
import { type MockHost, createHost } from "../../mock/host.ts";
import { type HttpMount, type HttpMountOptions, mountHttp } from "../../mock/mounts/http.ts";
import type { ReplyShape } from "../../mock/mounts/shape-reply.ts";
import { type ProfileOptions, renderProfile } from "../../mock/print-profile.ts";
import { makeRandomFixtures } from "../../mock/random-fixtures/make-random-fixtures.ts";
import { createRandom } from "../../mock/random.ts";
import { variants } from "../../mock/variants/variants.ts";
import { loadYaml } from "../../src/catalog/document.ts";
import { InputError } from "../../src/model/input-error.ts";
import { isLoopback } from "../../src/target/address.ts";
import { parseDuration } from "../../src/target/units.ts";
import { type Webhooks, openWebhooks } from "../mock/open-webhooks.ts";
import { quoteForShell, renderGreeting } from "../mock/render-greeting.ts";

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
  readonly seed?: string;
  readonly defect?: readonly string[];
  readonly variant?: readonly string[];
  readonly latency?: string;
  readonly chunked?: boolean;
  readonly gzip?: boolean;
  readonly webhookUrl?: string;
  readonly webhookHeader?: readonly string[];
  readonly printProfile?: boolean;
  readonly auth?: string;
  readonly list?: boolean | string;
}

const defaultPort = 8080;
const defaultSeed = 1;
const defaultFixtures = "mock/fixtures/default.yaml";
const fixturesSchema = "schemas/meta/fixtures.schema.json";
const authForms = ["basic", "md5", "oauth"] as const;
const longestLatencyMs = 600_000;

/** The command that starts the mock host. */
export function createMockCommand(io: CommandIo): Command {
  const collect = (text: string, texts: readonly string[] = []): readonly string[] => [...texts, text];
  return new Command("mock")
    .description("start a mock host that answers as the documents say, or with a chosen fault")
    .option("--port <number>", `port to listen on; 0 is any free one (default: ${defaultPort})`)
    .option("--fixtures <file>", "what the host knows (default: fixtures that come with the package)")
    .option("--seed <number>", "make fixtures at random; with --fixtures, seed of request ids and orders alone")
    .option("--defect <id>", "a fault to put in; may be repeated", collect)
    .option("--variant <id>", "another way of behaving that the documents allow; may be repeated", collect)
    .option("--latency <duration>", "hold every reply back that long, such as 50ms or 2s")
    .option("--chunked", "send every body in chunks, without its length")
    .option("--gzip", "compress every body where the request allows it")
    .option("--webhook-url <url>", "deliver events to this address (default: they are not delivered)")
    .option("--webhook-header <header>", "a header, 'Name: value', for every event; may be repeated", collect)
    .option("--print-profile", "print the target profile that fits, and exit")
    .option("--auth <form>", `credentials of the printed profile: ${authForms.join(", ")} (default: basic)`)
    .option("--list [word]", "list defects and variants, all or those whose id has the word, and exit")
    .addHelpText("after", `\n--list shows ${allDefects.length} defects and ${variants.length} variants.\n`)
    .action(async (options: MockOptions) => runMock(options, io));
}

/** Every defect with what it breaks, and every variant; only those whose id has the word in it, where one is given. */
function listTwists(word = ""): string {
  const has = ({ id }: { readonly id: string }): boolean => id.includes(word);
  return [
    "Defects (each breaks one requirement):",
    ...allDefects.filter(has).map(({ id, statement, breaks }) => `  ${id}\n      ${statement} Breaks ${breaks}.`),
    "",
    "Variants (none breaks any):",
    ...variants.filter(has).map(({ id, statement }) => `  ${id}\n      ${statement}`),
    "",
  ].join("\n");
}

async function runMock(options: MockOptions, io: CommandIo): Promise<void> {
  if (options.list !== undefined && options.list !== false) {
    io.stdout(listTwists(options.list === true ? "" : options.list));
    return;
  }
  const port = readInteger("--port", options.port ?? String(defaultPort), 65_535);
  const seed = options.seed === undefined ? undefined : readInteger("--seed", options.seed, 0x7fffffff);
  const shape = readShape(options);
  const auth = readAuth(options);
  const webhooks = readWebhooks(options, io);
  try {
    const fixtures =
      seed !== undefined && options.fixtures === undefined
        ? makeRandomFixtures(seed)
        : await loadFixtures(options.fixtures, io);
    if (options.printProfile === true) {
      io.stdout(printProfile(fixtures, port, auth, webhooks?.url));
      return;
    }
    const host = createHost({
      fixtures,
      defects: options.defect ?? [],
      variants: options.variant ?? [],
      random: createRandom(seed ?? defaultSeed),
      // Nobody can ask this process what it remembers: to keep it would only cost.
      keep: 0,
      ...(webhooks === undefined ? {} : { deliver: webhooks.deliver }),
    });
    const signalled = waitForSignal(io);
    const mount = await listen(host, { port, ...shape });
    const { defect: defects = [], variant: variants = [] } = options;
    const again = listFixturesOptions(options);
    io.stdout(renderGreeting({ url: mount.url, fixtures, options: again, defects, variants, webhooks }));
    await signalled;
    await mount.close();
  } finally {
    await webhooks?.close();
  }
}

function printProfile(
  fixtures: Fixtures,
  port: number,
  auth: ProfileOptions["auth"],
  webhookUrl: string | undefined,
): string {
  if (port === 0) {
    throw new InputError([
      { message: "a profile needs the port it is for", hint: "give --port another number than 0" },
    ]);
  }
  // A receiver on this machine is one that a run may open itself.
  const receiver = webhookUrl === undefined ? undefined : new URL(webhookUrl);
  return renderProfile(fixtures, `http://127.0.0.1:${port}`, {
    ...(auth === undefined ? {} : { auth }),
    ...(receiver !== undefined && isLoopback(receiver.hostname) ? { listen: receiver.host } : {}),
  });
}

function listFixturesOptions({ fixtures, seed }: MockOptions): string[] {
  return [
    ...(fixtures === undefined ? [] : [`--fixtures ${quoteForShell(fixtures)}`]),
    ...(fixtures === undefined && seed !== undefined ? [`--seed ${seed}`] : []),
  ];
}

function readShape({ latency, chunked = false, gzip = false }: MockOptions): ReplyShape {
  const latencyMs = latency === undefined ? 0 : parseDuration(latency);
  if (latencyMs <= longestLatencyMs) return { latencyMs, chunked, gzip };
  throw new InputError([
    { message: `--latency ${latency} is no duration of up to 10m`, hint: "such as --latency 50ms or --latency 2s" },
  ]);
}

function readAuth({ auth, printProfile }: MockOptions): ProfileOptions["auth"] {
  if (auth === undefined) return undefined;
  const known = authForms.find((form) => form === auth);
  if (known === undefined) {
    throw new InputError([{ message: `--auth ${auth} is unknown`, hint: `it is one of ${authForms.join(", ")}` }]);
  }
  if (printProfile === true) return known;
  throw new InputError([
    {
      message: "--auth is about a printed profile",
      hint: "add --print-profile; the mock takes all forms at all times",
    },
  ]);
}

function readWebhooks({ webhookUrl, webhookHeader = [] }: MockOptions, io: CommandIo): Webhooks | undefined {
  if (webhookUrl !== undefined) return openWebhooks(webhookUrl, webhookHeader, io.stderr);
  if (webhookHeader.length === 0) return undefined;
  throw new InputError([{ message: "--webhook-header needs an address to send it to", hint: "add --webhook-url" }]);
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

async function listen(host: MockHost, options: HttpMountOptions): Promise<HttpMount> {
  try {
    return await mountHttp(host, options);
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
