import { expect } from "chai";
import type { Json } from "../../src/model/json.ts";
import type { RunEvent } from "../../src/model/run.ts";
import { createReception } from "../../src/run/receive-deliveries.ts";
import { createRedactor } from "../../src/target/redaction.ts";
import { catalog, change, sample, standard } from "./testing/sample-payloads.ts";

const update = sample("updated", "flat");

describe("A reception of many deliveries", () => {
  const receive = (bodies: readonly Json[]): RunEvent[] => {
    const events: RunEvent[] = [];
    const reception = createReception({
      rulebook: standard,
      webhook: {},
      organisation: "main",
      expected: [...catalog.events.values()].filter(({ id }) => id === "updated"),
      recorder: { emit: (event) => events.push(event) },
      redactor: createRedactor([]),
      showPayload: (text) => text,
      groups: { after: 3, size: 4 },
    });
    for (const body of bodies) {
      const request = {
        method: "POST",
        url: "http://127.0.0.1/",
        headers: [],
        body: Buffer.from(JSON.stringify(body)),
      };
      reception.take({ request, receivedAt: new Date(1622457292026) }, { status: 200 });
    }
    reception.finish();
    return events;
  };
  const verdicts = (events: readonly RunEvent[]) =>
    events.flatMap((event) => (event.event === "verdict" ? [`${event.verdict.case}: ${event.verdict.status}`] : []));
  const number = (index: number): Json =>
    change(update, { "/eventId": `event-${index}`, "/refId": `50191_${index}`, "/data/partnerProgramId": index });
  const numbers = (count: number): Json[] => Array.from({ length: count }, (_unused, index) => number(index));

  it("gives each a verdict at first, then one to several of those that say nothing new, and records them all", () => {
    const events = receive(numbers(10));
    expect(verdicts(events)).to.deep.equal([
      "delivery-1: passed",
      "delivery-2: passed",
      "delivery-3: passed",
      "deliveries-from-4: passed",
      "deliveries-from-8: passed",
      "webhook.expected.arrived[partnerProgramUpdated]: passed",
    ]);
    expect(events.filter(({ event }) => event === "exchange")).to.have.length(10);
    expect(events.at(-1)).to.deep.include({ event: "planned", cases: 6 });
  });

  it("never hides what is new among those", () => {
    const wrong = (index: number): Json => change(number(index), { "/createdAt": 1 });
    const events = receive([...numbers(5), wrong(5), wrong(6), number(7)]);
    expect(verdicts(events)).to.deep.equal([
      "delivery-1: passed",
      "delivery-2: passed",
      "delivery-3: passed",
      "deliveries-from-4: passed",
      "delivery-6: diverged",
      "deliveries-from-7: diverged",
      "webhook.expected.arrived[partnerProgramUpdated]: passed",
    ]);
  });
});
