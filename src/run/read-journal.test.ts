import { expect } from "chai";
import { InputError } from "../model/input-error.ts";
import type { RunEvent } from "../model/run.ts";
import { runOrchard, soundHost } from "./testing/orchard-run.ts";
import { readJournal } from "./read-journal.ts";

const started = '{"event":"started","formatVersion":1,"run":{}}';
const trouble = '{"event":"trouble","text":"x"}';

function readMessage(text: string): string {
  try {
    return `read ${readJournal(text, "out/run.ndjson").length} events`;
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

describe("readJournal", () => {
  it("reads every kind of event that a run has", async () => {
    const { journal } = await runOrchard(soundHost, { interrupted: () => undefined });
    const events: readonly RunEvent[] = [...journal, { event: "trouble", text: "x" }];
    const text = events.map((event) => `${JSON.stringify(event)}\n`).join("");
    expect(readJournal(text, "run.ndjson")).to.deep.equal(JSON.parse(JSON.stringify(events)));
    expect(new Set(events.map(({ event }) => event)).size).to.equal(7);
  });

  it("gives the events in order", () => {
    const events = readJournal(`${started}\n${trouble}\n`, "run.ndjson");
    expect(events.map(({ event }) => event)).to.deep.equal(["started", "trouble"]);
  });

  const noJournal =
    "out/run.ndjson: this is no journal of a run\n  runs leave theirs as run.ndjson in the folder that --out names";
  const noEvent = "this line is no event of a run\n  a run.ndjson has one event on each line";
  const rows: readonly (readonly [what: string, text: string, message: string])[] = [
    ["without a last line break", `${started}\n${trouble}`, "read 2 events"],
    ["with empty lines", `${started}\n\n${trouble}\n\n`, "read 2 events"],
    ["whose last line is cut off", `${started}\n${trouble}\n{"event":"verd`, "read 2 events"],
    ["with a broken line in the middle", `${started}\n{"event":"verd\n${trouble}\n`, `out/run.ndjson:2: ${noEvent}`],
    [
      "whose last line is whole and yet no JSON",
      `${started}\n${trouble}\nend of run\n`,
      `out/run.ndjson:3: ${noEvent}`,
    ],
    ["that is empty", "", noJournal],
    ["that was cut off in its first line", '{"event":"star', noJournal],
    ["that begins with something else", `${trouble}\n${started}\n`, noJournal],
    ["of other JSON lines", "5\nnull\n", `out/run.ndjson:1: ${noEvent}`],
    ["that begins with null", "null\n", `out/run.ndjson:1: ${noEvent}`],
    ...[
      "[]",
      '"started"',
      "{}",
      '{"event":5}',
      '{"event":"toString","toString":1}',
      '{"event":"sprouted","run":{}}',
    ].map((line) => [`with ${line} in it`, `${started}\n${line}\n`, `out/run.ndjson:2: ${noEvent}`] as const),
    ...["started", "discovered", "planned", "exchange", "verdict", "trouble", "finished"].map(
      (event) =>
        [
          `in which ${event} is without what it is about`,
          `${started}\n\n{"event":"${event}"}\n${trouble}\n`,
          `out/run.ndjson:3: ${noEvent}`,
        ] as const,
    ),
  ];
  for (const [what, text, message] of rows) {
    it(`${message.startsWith("read") ? "reads" : "refuses"} a file ${what}`, () =>
      expect(readMessage(text)).to.equal(message));
  }
});
