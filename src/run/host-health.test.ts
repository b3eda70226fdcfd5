import { expect } from "chai";
import type { Answer } from "../model/answer.ts";
import type { FailureReason } from "../model/http.ts";
import { createHostHealth, type HostHealth } from "./host-health.ts";

const answer: Answer = { kind: "answer", status: 200, value: {} };
const crash: Answer = { kind: "crash", status: 503 };
const failure = (reason: FailureReason): Answer => ({ kind: "failure", reason, detail: `http://h: it was ${reason}` });
const refusal = (status: number, ...codes: readonly number[]): Answer => ({
  kind: "refusal",
  status,
  codes: codes.map((code) => ({ code, pointer: "/code" })),
  value: {},
});

function look(...answers: readonly Answer[]): HostHealth {
  const health = createHostHealth("http://h");
  for (const one of answers) health.see(one);
  return health;
}
const times = (count: number, one: Answer): Answer[] => Array.from({ length: count }, () => one);

describe("createHostHealth", () => {
  for (const reason of ["refused", "dns", "tls"] as const) {
    it(`gives a host up at once that was never reached: ${reason}`, () => {
      expect(look(failure(reason)).gaveUp).to.equal(`http://h: it was ${reason}`);
    });

    it(`suspects a host that was reached before, and does not give it up by itself: ${reason}`, () => {
      const five = look(crash, ...times(5, failure(reason)));
      expect([five.suspected, five.gaveUp]).to.deep.equal([false, undefined]);
      const many = look(crash, ...times(20, failure(reason)));
      expect([many.suspected, many.gaveUp]).to.deep.equal([true, undefined]);
    });
  }

  for (const reason of ["timeout", "reset", "malformed", "too-large"] as const) {
    it(`has some patience with ${reason}, more where the host was reached before`, () => {
      expect(look(...times(2, failure(reason))).gaveUp).to.equal(undefined);
      expect(look(...times(3, failure(reason))).gaveUp).to.equal(`http://h: it was ${reason}`);
      expect(look(answer, ...times(5, failure(reason))).suspected).to.equal(false);
      const six = look(answer, ...times(6, failure(reason)));
      expect([six.suspected, six.gaveUp]).to.deep.equal([true, undefined]);
    });
  }

  it("says why a host is given up that is suspected, and suspects it no longer", () => {
    const health = look(answer, ...times(5, failure("timeout")), failure("reset"));
    health.giveUp();
    expect(health.gaveUp).to.equal("http://h stopped answering: http://h: it was reset");
    expect(health.suspected).to.equal(false);
  });

  it("suspects no host that responds again, or that was never reached", () => {
    expect(look(answer, ...times(9, failure("timeout")), crash).suspected).to.equal(false);
    expect(look(...times(9, failure("timeout"))).suspected).to.equal(false);
    expect(look(answer, ...times(9, failure("budget"))).suspected).to.equal(false);
  });

  const noAnswers: readonly Answer[] = [
    crash,
    refusal(404),
    refusal(400, 8),
    { kind: "unreadable", status: 200, reason: "the body is empty" },
  ];
  for (const one of noAnswers) {
    it(`gives up a host after 24 responses without an answer: ${one.kind} ${"status" in one ? one.status : ""}`, () => {
      const trouble = look(one).describeTrouble();
      expect(look(...times(23, one)).gaveUp).to.equal(undefined);
      expect(look(...times(24, one)).gaveUp).to.equal(trouble);
      expect(look(answer, ...times(99, one)).gaveUp, "one answer is enough to go on").to.equal(undefined);
      expect(look(...times(23, one), answer, ...times(99, one)).gaveUp).to.equal(undefined);
    });
  }

  it("counts responses without an answer of any kind together, and gives as reason what is most frequent", () => {
    const mixed = look(...times(8, crash), ...times(9, refusal(404)), ...times(7, refusal(400, 8)));
    expect(mixed.gaveUp).to.equal(
      "http://h refuses every request (HTTP 404); is `host` in the profile the API's address?",
    );
  });

  it("bears with what is only being found out", () => {
    const health = createHostHealth("http://h");
    for (const one of times(99, refusal(404))) health.see(one, false);
    expect(health.gaveUp).to.equal(undefined);
    expect(health.reached).to.equal(true);
  });

  it("counts only failures in a row", () => {
    const flaky = Array.from({ length: 20 }, () => [...times(5, failure("timeout")), refusal(400, 1)]).flat();
    const health = look(answer, ...flaky);
    expect([health.suspected, health.gaveUp]).to.deep.equal([false, undefined]);
  });

  it("does not hold against a host what the profile's own limits kept from being sent", () => {
    const health = look(...times(20, failure("budget")), ...times(20, failure("forbidden")));
    expect(health.gaveUp).to.equal(undefined);
    expect(health.reached).to.equal(false);
  });

  it("tells a host that answered from one that was merely reached", () => {
    for (const [seen, reached, answered] of [
      [[], false, false],
      [[failure("timeout")], false, false],
      [[refusal(401)], true, false],
      [[crash], true, false],
      [[refusal(401), answer, crash], true, true],
    ] as const) {
      const { reached: wasReached, answered: hasAnswered } = look(...seen);
      expect([wasReached, hasAnswered]).to.deep.equal([reached, answered]);
    }
  });

  const troubles: readonly (readonly [seen: readonly Answer[], text: string])[] = [
    [[], "no request was sent"],
    [[failure("timeout")], "http://h: it was timeout"],
    [[crash], "http://h answers with server errors only (HTTP 503); look at its own log"],
    [
      [{ kind: "unreadable", status: 200, reason: "the body is no JSON text (text/html)" }],
      "http://h does not answer with JSON: the body is no JSON text (text/html) (HTTP 200); is `host` in the profile the API's address?",
    ],
    [[refusal(401)], "http://h refuses the credentials (HTTP 401); check `auth` in the profile"],
    [[refusal(403, 99)], "http://h refuses the credentials (HTTP 403); check `auth` in the profile"],
    [[refusal(200, 401)], "http://h refuses the credentials (HTTP 200); check `auth` in the profile"],
    [[refusal(404)], "http://h refuses every request (HTTP 404); is `host` in the profile the API's address?"],
    [
      [refusal(400, 8, 8, 9)],
      "http://h refuses every request with 8, 9 (HTTP 400); check the customers in the profile",
    ],
    [[answer], "http://h answers"],
    [
      [crash, refusal(404), refusal(404)],
      "http://h refuses every request (HTTP 404); is `host` in the profile the API's address?",
    ],
  ];
  for (const [seen, text] of troubles) {
    it(`says "${text}"`, () => expect(look(...seen).describeTrouble()).to.equal(text));
  }
});
