import { expect } from "chai";
import type { Answer } from "../../src/model/answer.ts";
import type { Json } from "../../src/model/json.ts";
import { describeUpdate, hasFailure, readOnly, readResults } from "./results.ts";

const made = { status: true, message: "Success", code: 200 };
const refused = (code: Json): Json => ({ status: false, message: "no", code });
const found = { status: true, message: "found", code: 1000 };
const answer = (list: Json, more: Readonly<Record<string, Json>> = {}): Answer => ({
  kind: "answer",
  status: 200,
  value: { customersPartnerUpdates: list, warnings: [], ...more },
});
const result = (customer: Json, ...updates: readonly Json[]): Json => ({
  customer,
  partnerProgramUpdates: updates.map((updateStatus) => ({
    partnerProgramName: "P",
    updateType: "RENEW",
    updateStatus,
  })),
});
const asked = {
  customer: { mobile: "491" },
  partnerProgramUpdates: [{ partnerProgramName: "P", updateType: "RENEW" }],
};

describe("The result of an update", () => {
  const rows: readonly (readonly [what: string, status: Json, read: string])[] = [
    ["true with 200", made, "reported as made"],
    ["false with a code", refused(2007), "refused with 2007 in its updateStatus"],
    ["false with a code as text", refused("2007"), "refused with 2007 in its updateStatus"],
    ["false without a code", { status: false, message: "no" }, "refused without a code in its updateStatus"],
    ["true without a code", { status: true }, "reported as made"],
    ["a code of success alone", { code: 200 }, "reported as made"],
    ["a code of refusal alone", { code: 2004 }, "refused with 2004 in its updateStatus"],
    ["true with an error", { status: true, code: 2007 }, "no clear result"],
    ["true with the customer's code", { status: true, code: 1000 }, "no clear result"],
    ["false with success", { status: false, code: 200 }, "no clear result"],
    ["nothing", {}, "no clear result"],
    ["no object", "yes", "no clear result"],
  ];
  for (const [what, status, read] of rows) {
    it(`is read from ${what} as ${read}`, () => {
      const [update] = readOnly(answer([result({ mobile: "491", status: found }, status)]), asked).updates;
      expect(update && describeUpdate(update)).to.equal(read);
    });
  }

  it("is the customer's where the customer is refused, unless it says that it was made", () => {
    const customer = { mobile: "491", status: refused(8015) };
    const [none] = readOnly(answer([{ customer }]), asked).updates;
    expect(none).to.deep.include({ outcome: "refused", codes: [8015], place: "customer" });
    const [both] = readOnly(answer([result(customer, refused(2006))]), asked).updates;
    expect(both).to.deep.include({ codes: [2006, 8015], place: "customer" });
    const [said] = readOnly(answer([result(customer, made)]), asked).updates;
    expect(said).to.deep.include({ outcome: "made" });
  });

  it("is the request's where that is refused as a whole, or has codes beside a result that says nothing", () => {
    const codes = [{ code: 2008, pointer: "/errors/0/code" }];
    const whole: Answer = { kind: "refusal", status: 400, codes, value: { errors: [{ code: 2008 }] } };
    expect(readResults(whole, [asked])).to.deep.include({ refused: true, count: 0 });
    expect(readOnly(whole, asked).updates).to.deep.equal([
      { outcome: "refused", codes: [2008], place: "request", pointer: "/errors/0/code" },
    ]);
    const partly: Answer = {
      ...whole,
      value: { customersPartnerUpdates: [result({ mobile: "491", status: found }, {})] },
    };
    expect(readOnly(partly, asked).updates[0]).to.deep.include({ outcome: "refused", place: "request" });
    const page: Answer = { kind: "refusal", status: 404, codes: [], value: undefined };
    expect(readOnly(page, asked).updates[0]).to.deep.include({ outcome: "refused", codes: [] });
  });

  it("is not a warning's", () => {
    const warned = answer([result({ mobile: "491", status: found }, made)], { warnings: [{ code: 2007 }] });
    expect(readOnly(warned, asked).updates[0]?.outcome).to.equal("made");
  });

  it("is unclear where there is none", () => {
    expect(readOnly(answer([]), asked).updates[0]?.outcome).to.equal("unclear");
    expect(readOnly(answer(null), asked).updates[0]?.outcome).to.equal("unclear");
    expect(readOnly({ kind: "crash", status: 500 }, asked).updates[0]?.outcome).to.equal("unclear");
  });
});

describe("The results of several customers", () => {
  const ask = (customer: Json, ...programs: readonly string[]) => ({
    customer,
    partnerProgramUpdates: programs.map((partnerProgramName) => ({ partnerProgramName, updateType: "RENEW" })),
  });
  const rows: readonly (readonly [what: string, customers: readonly Json[], order: readonly (number | undefined)[]])[] =
    [
      ["by what they repeat", [{ email: "B@X.example" }, { mobile: "+491" }], [1, 0]],
      ["by the one that is left", [{ email: "b@x.example" }, { id: 7 }], [1, 0]],
      ["in their order where they repeat nothing", [{ id: 7 }, { id: 8 }], [0, 1]],
      ["as far as they go", [{ email: "b@x.example" }], [undefined, 0]],
    ];
  for (const [what, customers, order] of rows) {
    it(`are found ${what}`, () => {
      const list = customers.map((customer) => result({ ...(customer as object), status: found }, made));
      const both = [ask({ mobile: "491" }, "P"), ask({ email: "b@x.example" }, "P")];
      expect(readResults(answer(list), both).order).to.deep.equal(order);
    });
  }

  it("are found by the only one that fits, before by one of those that do where an entry names two customers", () => {
    const list = ["1", "2"].map((mobile) => result({ id: Number(mobile) + 6, mobile, status: found }, made));
    const both = [ask({ id: 8, mobile: "1" }, "P"), ask({ mobile: "1", externalId: "a" }, "P")];
    expect(readResults(answer(list), both).order).to.deep.equal([1, 0]);
  });

  it("have updates that are found by program and kind, then in their order", () => {
    const updates = ["Q", "P"].map((partnerProgramName) => ({
      partnerProgramName,
      updateType: "RENEW",
      updateStatus: partnerProgramName === "P" ? made : refused(2006),
    }));
    const value = answer([{ customer: { mobile: "491", status: found }, partnerProgramUpdates: updates }]);
    const outcomes = readOnly(value, ask({ mobile: "491" }, "P", "Q")).updates.map(({ outcome }) => outcome);
    expect(outcomes).to.deep.equal(["made", "refused"]);
  });

  it("fail where a customer or an update does", () => {
    const value = (list: Json) => ({ customersPartnerUpdates: list });
    expect(hasFailure(value([result({ status: found }, made)]))).to.equal(false);
    expect(hasFailure(value([result({ status: found }, refused(2007))]))).to.equal(true);
    expect(hasFailure(value([result({ status: refused(8015) })]))).to.equal(true);
    expect(hasFailure(null)).to.equal(false);
  });
});
