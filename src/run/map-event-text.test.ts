import { expect } from "chai";
import type { RunEvent } from "../model/run.ts";
import { fail, respond } from "../check/testing/orchard-rulebook.ts";
import { makeOrganisation, runOrchard, soundHost } from "./testing/orchard-run.ts";
import { mapEventText } from "./map-event-text.ts";

const shout = (event: RunEvent): RunEvent => mapEventText(event, (text) => `<${text}>`);
const text = (value: string) => ({ text: value });

describe("mapEventText", () => {
  it("changes what the host or the profile had a say in, and keeps ids, counts, states and instants", () => {
    const rows: readonly (readonly [event: RunEvent, mapped: RunEvent])[] = [
      [
        {
          event: "started",
          formatVersion: 1,
          tool: { name: "orchard", version: "1" },
          run: {
            id: "r",
            startedAt: "2030",
            seed: 1,
            target: "http://h",
            profile: "p",
            phases: ["suites"],
            gates: ["violation"],
            loopback: true,
          },
        },
        {
          event: "started",
          formatVersion: 1,
          tool: { name: "orchard", version: "1" },
          run: {
            id: "r",
            startedAt: "2030",
            seed: 1,
            target: "<http://h>",
            profile: "p",
            phases: ["suites"],
            gates: ["violation"],
            loopback: true,
          },
        },
      ],
      [
        { event: "discovered", organisation: "main", world: { owners: ["ada", { deep: "x", count: 3 }], none: null } },
        {
          event: "discovered",
          organisation: "main",
          world: { owners: ["<ada>", { deep: "<x>", count: 3 }], none: null },
        },
      ],
      [
        { event: "discovered", organisation: "main", world: null },
        { event: "discovered", organisation: "main", world: null },
      ],
      [
        { event: "planned", organisation: "main", phase: "suites", cases: 3 },
        { event: "planned", organisation: "main", phase: "suites", cases: 3 },
      ],
      [
        { event: "trouble", text: "the proxy" },
        { event: "trouble", text: "<the proxy>" },
      ],
      [
        { event: "finished", finishedAt: "2030", exit: { code: 3, reason: "nobody" }, requests: 7 },
        { event: "finished", finishedAt: "2030", exit: { code: 3, reason: "<nobody>" }, requests: 7 },
      ],
    ];
    for (const [event, mapped] of rows) expect(shout(event)).to.deep.equal(mapped);
  });

  it("changes address, headers and bodies of an exchange, and the words of one that failed", () => {
    const head = { event: "exchange", organisation: "main", phase: "suites", case: "a.b" } as const;
    const exchange = { id: "a.b#0", operation: "trees", credentials: "till", startedAt: "2030" } as const;
    const event: RunEvent = {
      ...head,
      exchange: {
        ...exchange,
        request: { method: "GET", url: "http://h/", headers: [["Accept", "x"]], body: text("in") },
        outcome: { kind: "response", status: 200, headers: [["X-A", "b"]], body: { text: "out", cut: 5 }, ms: 4 },
      },
    };
    const request = { method: "GET", url: "<http://h/>", headers: [["<Accept>", "<x>"]], body: text("<in>") };
    expect(shout(event)).to.deep.equal({
      ...head,
      exchange: {
        ...exchange,
        request,
        outcome: { kind: "response", status: 200, headers: [["<X-A>", "<b>"]], body: { text: "<out>", cut: 5 }, ms: 4 },
      },
    });
    const failed: RunEvent = {
      ...head,
      exchange: { ...event.exchange, outcome: { kind: "failure", reason: "timeout", detail: "late", ms: 4 } },
    };
    expect(shout(failed)).to.deep.equal({
      ...head,
      exchange: { ...exchange, request, outcome: { kind: "failure", reason: "timeout", detail: "<late>", ms: 4 } },
    });
  });

  it("changes reasons, what was expected and found, notes and commands of a verdict, and nothing of its identity", () => {
    const seen = { pointer: "/trees", exchange: 1 };
    const verdict = {
      case: "a.b",
      title: "It holds",
      organisation: "main",
      operation: "trees",
      phase: "suites",
      requirements: ["trees.served"],
      exercised: ["trees.served"],
      status: "diverged",
      ms: 4,
    } as const;
    const mapped = shout({
      event: "verdict",
      verdict: {
        ...verdict,
        reason: "r",
        findings: [{ ...seen, requirement: "trees.served", kind: "value", expected: "e", actual: "a", rests: [0, 1] }],
        notes: [{ text: "n", pointer: "/x" }],
        readings: [{ ...seen, requirement: "trees.rows", readings: ["ignored"], actual: "a" }],
      },
      proofs: [{ fingerprint: "f", curl: "curl" }],
    });
    expect(mapped).to.deep.equal({
      event: "verdict",
      verdict: {
        ...verdict,
        reason: "<r>",
        findings: [
          { ...seen, requirement: "trees.served", kind: "value", expected: "<e>", actual: "<a>", rests: [0, 1] },
        ],
        notes: [{ text: "<n>", pointer: "/x" }],
        readings: [{ ...seen, requirement: "trees.rows", readings: ["ignored"], actual: "<a>" }],
      },
      proofs: [{ fingerprint: "f", curl: "<curl>" }],
    });
    expect(shout({ event: "verdict", verdict: { ...verdict, findings: [], notes: [], readings: [] }, proofs: [] }))
      .to.have.property("verdict")
      .that.does.not.have.property("reason");
  });
});

describe("A run whose secrets are words of the tool", () => {
  const words = [
    "main",
    "till",
    "200",
    "trees",
    "passed",
    "diverged",
    "suites",
    "1",
    "GET",
    "trees.owner.served",
    "discovered",
  ];
  const secrets = words.map((value) => ({ value, placeholder: "${WORD}" }));

  it("has the same account, cases, readings and exit as any other", async () => {
    const host = (request: Parameters<typeof soundHost>[0], number: number) =>
      request.url.includes("ada") && number > 6 ? respond({ ownerId: 1, trees: "many" }) : soundHost(request, number);
    const [plain, redacted] = [await runOrchard(host), await runOrchard(host, {}, { secrets })];
    const { run } = redacted;
    expect(run.account).to.deep.equal(plain.run.account);
    expect(run.cases).to.deep.equal(plain.run.cases);
    expect(run.readings).to.deep.equal(plain.run.readings);
    expect(run.run).to.deep.equal(plain.run.run);
    expect(run.exit).to.deep.equal(plain.run.exit);
    expect(run.divergences.map(({ fingerprint }) => fingerprint)).to.deep.equal(
      plain.run.divergences.map(({ fingerprint }) => fingerprint),
    );
    const identify = ({ journal }: typeof plain) =>
      journal.map((event) => [event.event, event.event === "exchange" ? [event.exchange.id, event.case] : ""]);
    expect(identify(redacted)).to.deep.equal(identify(plain));
  });

  it("writes none of a host's words that are secret", async () => {
    const organisations = [
      makeOrganisation({
        customers: [{ identifiers: [{ name: "name", value: "hunter22" }], writable: false, is: [] }],
      }),
    ];
    const { journal } = await runOrchard(() => fail("reset", "hunter22 said no"), {}, { organisations });
    expect(JSON.stringify(journal)).to.not.include("hunter22");
  });
});
