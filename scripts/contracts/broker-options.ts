import { type Command, InvalidArgumentError } from "commander";
import type { Header } from "../../src/model/http.ts";
import { InputError } from "../../src/model/input-error.ts";
import { isObject, type Json, parseJson } from "../../src/model/json.ts";
import type { BrokerChoices } from "../../src/model/run-choices.ts";
import { parseAddress } from "../../src/target/address.ts";
import type { CommandIo } from "../io.ts";

/** What the command line says of a broker, in the names that Pact has for it. */
export interface BrokerOptions {
  readonly broker?: string;
  readonly provider?: string;
  readonly consumerVersionSelector?: readonly Json[];
  readonly providerVersion?: string;
  readonly providerVersionBranch?: string;
  readonly providerVersionTag?: readonly string[];
  readonly enablePending?: boolean;
  readonly includeWipPactsSince?: string;
  readonly buildUrl?: string;
  readonly publish?: boolean;
}

/** Adds the options of a broker to a command. */
export function addBrokerOptions(command: Command): Command {
  return command
    .option(
      "--broker <url>",
      "verify the pacts that a Pact Broker has; credentials from PACT_BROKER_TOKEN or …_USERNAME and …_PASSWORD",
    )
    .option("--provider <name>", "what the provider is called there", "capillary")
    .option(
      "--consumer-version-selector <json>",
      "which of its pacts, as Pact has it, such as '{\"mainBranch\":true}'; may be repeated",
      collectSelector,
    )
    .option("--provider-version <version>", "the version of the host that is verified, for publishing")
    .option("--provider-version-branch <name>", "its branch")
    .option("--provider-version-tag <tag...>", "its tags")
    .option("--enable-pending", "let no pact fail the run that the provider has never kept")
    .option("--include-wip-pacts-since <date>", "also pacts that nobody has selected, from that day on")
    .option("--build-url <url>", "the job that verifies, for publishing")
    .option("--publish", "publish the results to the broker");
}

function collectSelector(text: string, before: readonly Json[] = []): readonly Json[] {
  const parsed = parseJson(new TextEncoder().encode(text));
  if (parsed.kind !== "json" || !isObject(parsed.value)) throw new InvalidArgumentError("a JSON object is needed.");
  return [...before, parsed.value];
}

/** What is asked of a broker; undefined where none is named. Throws an InputError where options do not go together. */
export function readBrokerChoices(options: BrokerOptions): BrokerChoices | undefined {
  const { broker, provider = "capillary", consumerVersionSelector = [], providerVersion } = options;
  if (broker === undefined) {
    if (options.publish !== true) return undefined;
    throw new InputError([{ message: "--publish needs a broker", hint: "add --broker with its address" }]);
  }
  const { url, problem } = parseAddress(broker);
  if (url === undefined) throw new InputError([{ message: `--broker ${problem.split(";")[0]}` }]);
  if (options.publish === true && providerVersion === undefined) {
    const hint = "add --provider-version, such as the commit of the host";
    throw new InputError([{ message: "--publish needs the version that was verified", hint }]);
  }
  return {
    url: url.href,
    provider,
    selectors: consumerVersionSelector,
    providerTags: options.providerVersionTag ?? [],
    enablePending: options.enablePending ?? false,
    ...(providerVersion === undefined ? {} : { providerVersion }),
    ...(options.providerVersionBranch === undefined ? {} : { providerBranch: options.providerVersionBranch }),
    ...(options.includeWipPactsSince === undefined ? {} : { includeWipPactsSince: options.includeWipPactsSince }),
    ...(options.buildUrl === undefined ? {} : { buildUrl: options.buildUrl }),
  };
}

/** The broker's credentials, as its own client finds them in the environment. */
export function readBrokerCredentials(env: CommandIo["env"]): Header[] {
  const { PACT_BROKER_TOKEN: token, PACT_BROKER_USERNAME: user, PACT_BROKER_PASSWORD: password } = env;
  if (token !== undefined && token !== "") return [["Authorization", `Bearer ${token}`]];
  if (user === undefined || user === "") return [];
  return [["Authorization", `Basic ${Buffer.from(`${user}:${password ?? ""}`).toString("base64")}`]];
}
