import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { type Benchmark, type Measurement, findMedian } from "./benchmark.ts";
import { generation } from "./generation.ts";
import { mockHttp } from "./mock-http.ts";
import { receiveDeliveries } from "./receive-deliveries.ts";
import { runLoop } from "./run-loop.ts";
import { runMemory } from "./run-memory.ts";
import { verifyPacts } from "./verify-pacts.ts";

// `npm run bench` compiles everything to `build/`, since compiled code is what users run, and runs every benchmark;
// `npm run bench -- NAME…` those named. Nothing is asserted: machines differ.

const benchmarks: readonly Benchmark[] = [mockHttp, generation, runLoop, runMemory, receiveDeliveries, verifyPacts];

const usage = `npm run bench -- [NAME…] [--rounds N] [--seconds N] [--profile DIR]

${benchmarks.map(({ name, statement }) => `  ${name}: ${statement}`).join("\n")}

  --rounds N     how often each quantity is measured (default: 5)
  --seconds N    how long a round lasts (default: 2)
  --profile DIR  leave a CPU profile of what is measured there`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "2" },
    profile: { type: "string" },
    help: { type: "boolean", default: false },
  },
});
const unknown = positionals.filter((name) => benchmarks.every((benchmark) => benchmark.name !== name));
const [rounds, seconds] = [Number(values.rounds), Number(values.seconds)];

if (values.help || unknown.length > 0 || !Number.isInteger(rounds) || rounds < 1 || !(seconds > 0)) {
  console.log(unknown.length > 0 ? `There is no benchmark ${unknown.join(", ")}.\n\n${usage}` : usage);
  process.exitCode = values.help ? 0 : 2;
} else {
  console.log(`Node ${process.version} on ${cpus().length} × ${cpus()[0]?.model ?? "unknown"}`);
  for (const { name, statement, run } of benchmarks) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    console.log(`\n${name}: ${statement}`);
    const options = { rounds, roundMs: seconds * 1000, profile: values.profile };
    for (const measurement of await run(options)) console.log(`  ${renderMeasurement(measurement)}`);
  }
}

function renderMeasurement({ what, unit, rounds, aim }: Measurement): string {
  const write = (value: number): string => Math.round(value).toLocaleString("en");
  const range = `${write(Math.min(...rounds))} to ${write(Math.max(...rounds))}`;
  const target = aim === undefined ? "" : `, aim ${write(aim)}`;
  return `${what}: ${write(findMedian(rounds))} ${unit} (median of ${rounds.length}, ${range}${target})`;
}
