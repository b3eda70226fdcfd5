import { type Command, Option } from "commander";
import type { Phase } from "../src/model/verdict.ts";
import type { BrokerOptions } from "./contracts/broker-options.ts";
import { usualKnownFile } from "./known-file.ts";
import { parseCount, parseInstant, parsePercent, parseTime } from "./parse-options.ts";
import { addPresentOptions, type PresentOptions } from "./present-run.ts";

export interface RunCommandOptions extends PresentOptions, BrokerOptions {
  readonly target?: string;
  readonly seed: number;
  readonly phase?: readonly Phase[];
  readonly only?: readonly string[];
  readonly known?: string;
  readonly minCoverage?: number;
  readonly maxDivergences?: number;
  readonly operation?: readonly string[];
  readonly cases?: number;
  readonly maxTime?: number;
  readonly failFast?: boolean;
  readonly now?: string;
  readonly plan?: boolean;
  readonly openapi?: string;
  readonly pact?: readonly string[];
  readonly messages?: readonly string[];
}

/**
 * Adds what commands that run something on a host have in common. All of them take all options, as `run` does whatever its phases.
 * @param phases the phases of a command that has no others: its help leaves out what is about other ones
 */
export function addRunOptions(command: Command, phases?: readonly Phase[]): Command {
  const isFor = (name: Phase): boolean => phases === undefined || phases.includes(name);
  const add = (flags: string, description: string, about: Phase, parse?: (text: string) => number): void => {
    const option = new Option(flags, description).hideHelp(!isFor(about));
    command.addOption(parse === undefined ? option : option.argParser(parse));
  };
  command.option(
    "--target <profile>",
    "a profile (YAML file) or the URL of a host; without it the mock host is started",
  );
  add(
    "--openapi <file>",
    "an OpenAPI 3.0 or 3.1 file: hold the target against it, by generated requests alone",
    "generated",
  );
  add("--operation <id...>", "operations to test (default: all)", "generated");
  add("--cases <number>", "how many cases are drawn besides the generated boundaries", "generated", parseCount);
  add(
    "--pact <path...>",
    "pacts to verify: files, folders, URLs (default: those of the reference client)",
    "contracts",
  );
  add("--messages <path...>", "messages that the host sent, as files, for the messages of pacts", "contracts");
  return addPresentOptions(
    command
      .option("--only <id...>", "cases or requirements to test, by id or the beginning of one")
      .option("--seed <number>", "seed of the values that cases choose", parseCount, 1)
      .option("--max-time <duration>", "begin no case after this time, such as 90s or 10m", parseTime)
      .option("--fail-fast", "begin no case after the first divergence that fails the run")
      .option("--now <instant>", "take this ISO 8601 instant for the present, instead of the host's own", parseInstant)
      .option("--plan", "say how many cases and requests there would be, and run none; the host is read for it")
      .option("--known <file>", `divergences to put up with (default: ${usualKnownFile}, if it is there)`)
      .option("--max-divergences <number>", "fail only for more divergences than this (default: 0)", parseCount)
      .option("--min-coverage <percent>", "fail (exit 4) where fewer requirements are exercised", parsePercent),
  );
}
