import { Command, CommanderError } from "commander";
import { InputError } from "../src/model/input-error.ts";
import { sanitizeTerminal } from "../reports/terminal-text.ts";
import { createCheckCommand } from "./commands/check.ts";
import { createListenCommand } from "./commands/listen.ts";
import { createMockCommand } from "./commands/mock.ts";
import { createReplayCommand } from "./commands/replay.ts";
import { createReportCommand } from "./commands/report.ts";
import { createRequirementsCommand } from "./commands/requirements.ts";
import { createFuzzCommand, createRunCommand, createVerifyCommand } from "./commands/run.ts";
import { createSendCommand } from "./commands/send.ts";
import type { CommandIo } from "./io.ts";
import type { Toolkit } from "./toolkit.ts";

const exitCodes = `
Exit codes: 0 clean; 1 divergences that fail the run; 2 wrong usage or input; 3 the host was never reached, nothing could
be tested, or the tool failed; 4 incomplete; 130 and 143 interrupted.`;

/** The command line: takes arguments, gives the exit code. User mistakes are one message and a hint, without a stack. */
export function createProgram(io: CommandIo, toolkit: Toolkit): (args: readonly string[]) => Promise<number> {
  return async (args) => {
    let code = 0;
    const finish = (exitCode: number): void => {
      code = exitCode;
    };
    const program = new Command("capillary-conformance")
      .description("Holds a host, a consumer or webhooks against Capillary's documents, and lists every divergence.")
      .version(toolkit.version)
      .addHelpText("after", exitCodes)
      .showHelpAfterError("(--help lists what there is)");
    program.addCommand(createRunCommand(io, toolkit, finish));
    program.addCommand(createFuzzCommand(io, toolkit, finish));
    program.addCommand(createVerifyCommand(io, toolkit, finish));
    program.addCommand(createReplayCommand(io, toolkit, finish));
    program.addCommand(createCheckCommand(io, toolkit, finish));
    program.addCommand(createReportCommand(io, toolkit, finish));
    program.addCommand(createListenCommand(io, toolkit, finish));
    program.addCommand(createSendCommand(io, toolkit, finish));
    program.addCommand(createRequirementsCommand(io, toolkit));
    program.addCommand(createMockCommand(io));
    configure(program, io);
    try {
      await program.parseAsync(args, { from: "user" });
      return code;
    } catch (error) {
      return explain(error, io);
    }
  };
}

/** Lets commander write through `io` and throw instead of ending the process, in every command. */
function configure(command: Command, io: CommandIo): void {
  command
    .exitOverride()
    .configureOutput({ writeOut: io.stdout, writeErr: io.stderr, getOutHelpWidth: () => io.terminal.width });
  for (const child of command.commands) configure(child, io);
}

function explain(error: unknown, io: CommandIo): number {
  // Help and version end by an exception too, with code 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof InputError) {
    io.stderr(`${error.message.split("\n").map(sanitizeTerminal).join("\n")}\n`);
    return 2;
  }
  io.stderr(`The tool failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return 3;
}
