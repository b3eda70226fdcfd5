import { expect } from "chai";
import type { Clock } from "../../src/model/clock.ts";
import { type HttpRequest, type Outcome, noBody } from "../../src/model/http.ts";
import { type WebhookSender, type WebhookSenderOptions, createWebhookSender } from "./webhook-sender.ts";
import type { EventDelivery } from "./write-deliveries.ts";

/** A clock that the test moves. */
function createManualClock(): Clock & { move(ms: number): Promise<void>; waiting(): number } {
  const timers = new Set<{ readonly due: number; readonly action: () => void }>();
  let elapsed = 0;
  return {
    now: () => new Date(elapsed),
    elapsed: () => elapsed,
    waiting: () => timers.size,
    after: (ms, action) => {
      const timer = { due: elapsed + ms, action };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    move: async (ms) => {
      const end = elapsed + ms;
      for (;;) {
        await settle();
        const [next] = [...timers].filter(({ due }) => due <= end).sort((a, b) => a.due - b.due);
        if (next === undefined) break;
        timers.delete(next);
        elapsed = next.due;
        next.action();
      }
      elapsed = end;
      await settle();
    },
  };
}

function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function respond(status: number): Outcome {
  return { kind: "response", response: { status, headers: [], body: noBody }, ms: 0 };
}

const refused: Outcome = { kind: "failure", reason: "refused", detail: "nobody listens", ms: 0 };

function makeDelivery(eventId: string): EventDelivery {
  return {
    event: "partnerProgramLinked",
    eventId,
    organisation: "main",
    body: new TextEncoder().encode(JSON.stringify({ eventId })),
    headers: [["Content-Type", "application/json"]],
  };
}

describe("the webhook sender", () => {
  let clock: ReturnType<typeof createManualClock>;
  let sent: HttpRequest[];
  let sender: WebhookSender;

  /** A sender to a listener that answers in this order, and 200 when nothing is left. */
  function start(answers: readonly Outcome[], options: Partial<WebhookSenderOptions> = {}): WebhookSender {
    const left = [...answers];
    const transport = async (request: HttpRequest): Promise<Outcome> => {
      sent.push(request);
      return left.shift() ?? respond(200);
    };
    sender = createWebhookSender({ url: "http://127.0.0.1:9/hook", transport, clock, ...options });
    return sender;
  }
  const results = (): readonly string[] =>
    sender.attempts().map(({ eventId, attempt, result }) => `${eventId}${attempt} ${result}`);

  beforeEach(() => {
    clock = createManualClock();
    sent = [];
  });

  it("posts the event as it is, with the webhook's headers", async () => {
    start([], {
      headers: [
        ["Authorization", "Basic c2VjcmV0"],
        ["content-type", "application/json; charset=utf-8"],
      ],
    });
    sender.deliver(makeDelivery("a"));
    await sender.idle();
    expect(sent).to.have.length(1);
    expect(sent[0]).to.include({ method: "POST", url: "http://127.0.0.1:9/hook" });
    expect(sent[0]?.headers).to.deep.equal([
      ["Authorization", "Basic c2VjcmV0"],
      ["content-type", "application/json; charset=utf-8"],
    ]);
    expect(new TextDecoder().decode(sent[0]?.body)).to.equal('{"eventId":"a"}');
    expect(results()).to.deep.equal(["a1 delivered"]);
  });

  it("keeps the newest 10 000 attempts", () => {
    start([]);
    sender.close();
    for (let count = 0; count < 10_002; count += 1) sender.deliver(makeDelivery(`e${count}`));
    expect(sender.attempts()).to.have.length(10_000);
    expect([results()[0], results().at(-1)]).to.deep.equal(["e20 dropped", "e100010 dropped"]);
  });

  it("tries again after 429, 5xx and no answer, waiting longer each time", async () => {
    start([respond(429), respond(503), refused, respond(204)], { backoffMs: 100 });
    sender.deliver(makeDelivery("a"));
    await clock.move(99);
    expect(sent).to.have.length(1);
    await clock.move(1);
    expect(sent).to.have.length(2);
    await clock.move(199);
    expect(sent).to.have.length(2);
    await clock.move(1);
    expect(sent).to.have.length(3);
    await clock.move(400);
    expect(results()).to.deep.equal(["a1 again", "a2 again", "a3 again", "a4 delivered"]);
    await sender.idle();
  });

  it("gives up after the retries it has, and goes on with the next event", async () => {
    start([refused, refused, refused], { retries: 2, backoffMs: 100 });
    sender.deliver(makeDelivery("a"));
    sender.deliver(makeDelivery("b"));
    await clock.move(1000);
    expect(results()).to.deep.equal(["a1 again", "a2 again", "a3 failed", "b1 delivered"]);
    await sender.idle();
  });

  it("never waits more than a minute", async () => {
    start(
      Array.from({ length: 10 }, () => respond(500)),
      { retries: 9, backoffMs: 30_000 },
    );
    sender.deliver(makeDelivery("a"));
    await clock.move(30_000 + 8 * 60_000);
    expect(results().at(-1)).to.equal("a10 failed");
  });

  for (const status of [400, 401, 404, 301]) {
    it(`takes ${status} for a failure for good`, async () => {
      start([respond(status)]);
      sender.deliver(makeDelivery("a"));
      await sender.idle();
      expect(results()).to.deep.equal(["a1 failed"]);
      expect(clock.waiting()).to.equal(0);
    });
  }

  it("keeps the order with one event under way, and not with several", async () => {
    start([respond(500)], { backoffMs: 100 });
    for (const id of ["a", "b", "c"]) sender.deliver(makeDelivery(id));
    await clock.move(100);
    expect(results()).to.deep.equal(["a1 again", "a2 delivered", "b1 delivered", "c1 delivered"]);

    start([respond(500)], { backoffMs: 100, inFlight: 2 });
    for (const id of ["a", "b", "c"]) sender.deliver(makeDelivery(id));
    await clock.move(100);
    expect(results()).to.deep.equal(["a1 again", "b1 delivered", "c1 delivered", "a2 delivered"]);
  });

  it("holds events back, each for the same time", async () => {
    start([], { delayMs: 500 });
    sender.deliver(makeDelivery("a"));
    await clock.move(300);
    sender.deliver(makeDelivery("b"));
    await clock.move(199);
    expect(results()).to.deep.equal([]);
    await clock.move(1);
    expect(results()).to.deep.equal(["a1 delivered"]);
    await clock.move(300);
    expect(results()).to.deep.equal(["a1 delivered", "b1 delivered"]);
  });

  it("drops what does not fit into its queue", async () => {
    start([respond(500)], { queue: 1, backoffMs: 100 });
    for (const id of ["a", "b", "c"]) sender.deliver(makeDelivery(id));
    await clock.move(100);
    expect(results()).to.deep.equal(["c0 dropped", "a1 again", "a2 delivered", "b1 delivered"]);
  });

  it("gives up at once when it is closed, leaving no timer behind", async () => {
    start([respond(500)]);
    sender.deliver(makeDelivery("a"));
    sender.deliver(makeDelivery("b"));
    await settle();
    expect(clock.waiting()).to.equal(1);
    sender.close();
    await sender.idle();
    expect(clock.waiting()).to.equal(0);
    sender.deliver(makeDelivery("c"));
    expect(results()).to.deep.equal(["a1 again", "c0 dropped"]);
  });

  it("is idle where nothing was delivered", async () => {
    await start([]).idle();
    expect(sent).to.deep.equal([]);
  });
});
