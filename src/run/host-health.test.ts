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
  for (const one of answers) health.see(one, "trees");
  return health;
}
const times = (count: number, one: Answer): Answer[] => Array.from({ length: count }, () => one);

describe("createHostHealth", () => {
  for (const reason of ["refused", "dns", "tls"] as const) {
    it(`gives a host up at once that was never reached: ${reason}`, () => {
      expect(look(failure(reason)).gaveUp).to.equal(`http://h: it was ${reason}`);
    });

    it(`asks a host again that was reached before: ${reason}`, () => {
      expect(look(crash, ...times(5, failure(reason))).gaveUp).to.equal(undefined);
      expect(look(crash, ...times(6, failure(reason))).gaveUp).to.equal(
        `http://h stopped answering: http://h: it was ${reason}`,
      );
    });
  }

  for (const reason of ["timeout", "reset", "malformed", "too-large"] as const) {
    it(`has some patience with ${reason}, more where the host was reached before`, () => {
      expect(look(...times(2, failure(reason))).gaveUp).to.equal(undefined);
      expect(look(...times(3, failure(reason))).gaveUp).to.equal(`http://h: it was ${reason}`);
      expect(look(answer, ...times(5, failure(reason))).gaveUp).to.equal(undefined);
      expect(look(answer, ...times(6, failure(reason))).gaveUp).to.match(/stopped answering/);
    });
  }

  it("counts only failures in a row", () => {
    const flaky = Array.from({ length: 20 }, () => [...times(5, failure("timeout")), refusal(400, 1)]).flat();
    expect(look(answer, ...flaky).gaveUp).to.equal(undefined);
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
    [[crash], "http://h answers with server errors only (HTTP 503)"],
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
