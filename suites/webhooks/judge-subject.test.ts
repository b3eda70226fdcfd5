import { expect } from "chai";
import type { AskedOne, ShownEntry } from "../update/steps.ts";
import type { Told } from "./await-event.ts";
import { judgeSubject } from "./judge-subject.ts";

const customer = { id: 7, mobile: "4915100", email: "otto@customers.example" };
const shown = {
  position: 3,
  entry: { pointer: "/data/0", details: { programId: 25, programName: "Demo Club" } },
} as unknown as ShownEntry;

/** What is found where the event tells so much of the customer and the program. */
function judge(identifiers: object, program: object = {}, answered: object = customer): string[] {
  const data = { customerIdentifiers: identifiers, partnerProgramId: 25, partnerProgramName: "Demo Club", ...program };
  const told = { position: 2, pointer: "/data", data } as unknown as Told;
  const asked = { results: { customers: [{ customer: answered }] } } as unknown as AskedOne;
  return judgeSubject(told, asked, shown).findings.map(({ requirement, pointer }) => `${requirement} ${pointer}`);
}

describe("Whom and what the event of an update is about", () => {
  const own = { customerId: 7, instore: { mobile: "4915100", email: "otto@customers.example" } };

  it("is the customer of the answer and the program of the histories", () => {
    expect(judge(own)).to.deep.equal([]);
    expect(judge({ customerId: 7, instore: { mobile: "+49151 00", email: "OTTO@customers.example " } })).to.deep.equal(
      [],
    );
    expect(judge(own, { partnerProgramName: " Demo Club" })).to.deep.equal([]);
  });

  it("is not told by what is missing, empty, hidden or of another type", () => {
    expect(judge({ customerId: "8", instore: { mobile: "", email: "o***@customers.example" } })).to.deep.equal([]);
    expect(judge({ customerId: 8, instore: { email: "nina@customers.example" } }, {}, { mobile: "1" })).to.deep.equal(
      [],
    );
    expect(judge({}, { partnerProgramId: undefined, partnerProgramName: undefined })).to.deep.equal([]);
  });

  it("is somebody else's where one of the identifiers is", () => {
    const requirement = "updated.customer-identifiers.answered /data/customerIdentifiers";
    expect(judge({ ...own, customerId: 8 })).to.deep.equal([`${requirement}/customerId`]);
    expect(judge({ ...own, instore: { mobile: "4915101" } })).to.deep.equal([`${requirement}/instore/mobile`]);
  });

  it("is another program where its id or its name is", () => {
    const found = ["updated.partner-program.read /data/0"];
    expect(judge(own, { partnerProgramId: 26 })).to.deep.equal(found);
    expect(judge(own, { partnerProgramName: "Demo" })).to.deep.equal(found);
  });
});
