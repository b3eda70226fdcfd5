import { expect } from "chai";
import { checkPayload } from "../../src/check/check-payload.ts";
import type { Json } from "../../src/model/json.ts";
import { change, findIn, gone, sample, standard } from "./testing/sample-payloads.ts";

function note(body: Json): string[] {
  return checkPayload(standard, { body }).judgement.notes.map(({ text, pointer }) => `${pointer}: ${text}`);
}

describe("What is noted of an event", () => {
  it("are blanks at the ends of names and values, and in a mobile number", () => {
    expect(note(sample("delinked", "wrapped"))).to.deep.equal([
      "/attributes/data/customerIdentifiers/instore/mobile: the value of mobile has a blank in it",
      "/attributes/data/partnerProgramName: the value of partnerProgramName has a blank at an end",
      '/attributes/orgId : the name "orgId " has a blank at an end',
    ]);
    expect(note(sample("updated", "flat"))).to.deep.equal([]);
    const spelt = change(sample("updated", "flat"), { "/data/ partnerProgramType": "EXTERNAL" });
    expect(note(spelt)).to.deep.equal([
      '/data/ partnerProgramType: the documents describe no member " partnerProgramType" of partnerProgramUpdated',
      '/data/ partnerProgramType: the name " partnerProgramType" has a blank at an end',
    ]);
  });

  it("are values of open lists that no page shows, which break nothing", () => {
    const body = change(sample("updated", "wrapped"), {
      "/attributes/data/partnerProgramType": "COALITION",
      "/attributes/data/updateType": "EXPIRED",
      "/attributes/data/entityInformation": { entityType: "CUSTOMER", entityId: 354971193 },
      "/actionType": "END",
    });
    expect(findIn(body)).to.deep.equal([]);
    expect(note(body).map((text) => text.replace(/ is not one .*/, ""))).to.have.members([
      '/attributes/data/partnerProgramType: partnerProgramType "COALITION"',
      '/attributes/data/updateType: updateType "EXPIRED"',
      '/attributes/data/entityInformation/entityType: entityType "CUSTOMER"',
      '/actionType: actionType "END"',
    ]);
  });

  it("are not the values of the update page, nor the filler of raw blocks", () => {
    const flat = sample("updated", "flat");
    for (const updateType of ["DOWNGRADE", "RENEW", "MEMBERSHIP_RELINKING_CANCELLED", "MEMBERSHIP_RENEWAL_INITIATION"])
      expect(note(change(flat, { "/data/updateType": updateType }))).to.deep.equal([]);
    for (const event of ["linked", "updated", "delinked", "reminder"])
      expect(note(sample(event, "raw"))).to.deep.equal([]);
  });

  it("is a partnerProgramType of a reminder, which its samples do not have", () => {
    const body = change(sample("reminder", "flat"), { "/data/partnerProgramType": "SUPPLEMENTARY" });
    expect(note(body)).to.deep.equal([
      '/data/partnerProgramType: the documents describe no member "partnerProgramType" of supplementaryMembershipExpiryReminder',
    ]);
  });

  it("has an end, however many blanks there are and however deep it nests", () => {
    let deep: Json = 1;
    for (let depth = 0; depth < 5000; depth += 1) deep = [deep];
    const many = Object.fromEntries(Array.from({ length: 500 }, (_none, index) => [`member${index} `, " "]));
    const notes = note(change(sample("linked", "flat"), { "/deep": deep, "/many": many, "/orgName": gone }));
    expect(notes.length).to.be.within(20, 60);
  });
});
