import { expect } from "chai";
import { createDeliveryJudge, type JudgedDelivery } from "../../src/check/judge-deliveries.ts";
import type { WebhookOptions } from "../../src/check/standard.ts";
import type { Header } from "../../src/model/http.ts";
import type { Json } from "../../src/model/json.ts";
import { change, sample, standard } from "./testing/sample-payloads.ts";

/** When the sample of an update was created. */
const created = 1622457292026;

describe("Deliveries that come one after another", () => {
  let next = 0;
  let judge: (body: Json | Uint8Array, at?: number, headers?: readonly Header[]) => JudgedDelivery<number>;
  const start = (options: WebhookOptions = {}): void => {
    next = 0;
    const one = createDeliveryJudge<number>(standard, options);
    judge = (body, at = created, headers = []) => one.judge({ body, headers }, new Date(at), next++);
  };
  beforeEach(() => start());
  const broken = ({ judgement }: JudgedDelivery<number>): string[] =>
    judgement.findings.map(({ requirement }) => requirement);
  const notes = ({ judgement }: JudgedDelivery<number>): string[] => judgement.notes.map(({ text }) => text);

  const update = sample("updated", "flat");

  it("are held against the schemas and rules of their event", () => {
    expect(broken(judge(update))).to.deep.equal([]);
    expect(broken(judge(change(update, { "/createdAt": 1622457292 })))).to.include("updated.created-at.milliseconds");
  });

  it("are of one event where they repeat its eventId, and say so in a note", () => {
    judge(update);
    const again = judge(update);
    expect(broken(again)).to.deep.equal([]);
    expect(again.earlier).to.equal(0);
    expect(again.judgement.exercised).to.include("updated.event-id.repeated");
    expect(notes(again)).to.include("partnerProgramUpdated was delivered more than once");
  });

  it("are found out where a repetition differs, or another event has the id", () => {
    judge(update);
    const changed = judge(change(update, { "/data/partnerProgramName": "Another" }));
    expect(broken(changed)).to.deep.equal(["updated.event-id.repeated"]);
    expect(changed.judgement.findings[0]).to.deep.include({ exchange: 0, rests: [0, 1] });
    const other = judge(change(update, { "/data/customerIdentifiers/customerId": 1, "/data/partnerProgramId": 2 }));
    expect(broken(other)).to.deep.equal(["updated.event-id.unique"]);
    expect(notes(other)).to.not.include("partnerProgramUpdated was delivered more than once");
  });

  it("exercise the uniqueness of ids with the second event", () => {
    expect(judge(update).judgement.exercised).to.not.include("updated.event-id.unique");
    const second = judge(change(update, { "/eventId": "b", "/data/partnerProgramId": 9, "/refId": "50191_b" }));
    expect(second.judgement.exercised).to.include("updated.event-id.unique");
  });

  it("are no breach where they come late, early or out of order", () => {
    judge(update);
    const older = judge(change(update, { "/eventId": "b", "/createdAt": created - 5, "/data/partnerProgramId": 9 }));
    expect(broken(older)).to.deep.equal([]);
    expect(notes(older)).to.deep.equal(["partnerProgramUpdated was delivered after an event that was created later"]);
    start();
    expect(notes(judge(update, created + 61_000))).to.deep.equal([
      "partnerProgramUpdated arrived more than a minute after its createdAt",
    ]);
    start();
    expect(notes(judge(update, created - 61_000))).to.deep.equal([
      "createdAt of partnerProgramUpdated lies more than a minute ahead of this machine's clock",
    ]);
  });

  it("have to be JSON text, and may be of events that no page here describes", () => {
    const cut = judge(new TextEncoder().encode('{"eventName":'));
    expect(broken(cut)).to.deep.equal(["transport.delivery.json"]);
    const other = judge({ eventName: "transactionAdded" });
    expect(other.event).to.equal(undefined);
    expect(broken(other)).to.deep.equal([]);
  });

  it("carry the headers that the webhook is configured with", () => {
    start({ headers: [["X-Hook", "secret"]] });
    expect(broken(judge(update, created, [["x-hook", "secret"]]))).to.deep.equal([]);
    const wrong = judge(change(update, { "/eventId": "b", "/data/partnerProgramId": 9 }), created, []);
    expect(broken(wrong)).to.deep.equal(["updated.delivery.headers"]);
    expect(JSON.stringify(wrong)).to.not.include("secret");
  });
});
