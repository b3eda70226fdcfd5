import { expect } from "chai";
import { checkPayload } from "../../../src/check/check-payload.ts";
import { settleReadings } from "../../../src/check/readings.ts";
import { catalog, standard, samples, gone, change, listMembers } from "./sample-payloads.ts";

describe("Every sample of an event", () => {
  it("is there in four envelopes", () => expect(samples).to.have.length(16));

  for (const { event, envelope, value } of samples) {
    it(`${event.name} in the ${envelope.name} envelope is recognised and sound, with or without a word for it`, () => {
      for (const payload of [{ body: value }, { body: new TextEncoder().encode(JSON.stringify(value)) }]) {
        for (const named of [payload, { ...payload, event: event.id }, { ...payload, event: event.name }]) {
          const { judgement, ...recognized } = checkPayload(standard, named);
          expect(recognized).to.deep.equal({ event: event.name, envelope: envelope.name });
          expect(settleReadings(catalog, judgement)).to.deep.equal([]);
        }
      }
    });

    it(`${event.name} in the ${envelope.name} envelope stays recognised without any one member, and breaks one requirement at most`, () => {
      for (const pointer of listMembers(value)) {
        const body = change(value, { [pointer]: gone });
        const { judgement, ...recognized } = checkPayload(standard, { body });
        expect(recognized, pointer).to.deep.equal({ event: event.name, envelope: envelope.name });
        expect(settleReadings(catalog, judgement).length, pointer).to.be.at.most(1);
      }
    });

    it(`${event.name} in the ${envelope.name} envelope is no less sound with members of its sender's own`, () => {
      const places = ["", "/attributes", "/data", "/attributes/data"].filter(
        (place) => place === "" || listMembers(value).includes(place),
      );
      const others = ["timestamp", "attempt", "region", "orgName"].flatMap((name) =>
        places.map((place) => [`${place}/${name}`, { any: 1 }] as const),
      );
      const body = change(value, Object.fromEntries(others));
      const { judgement, ...recognized } = checkPayload(standard, { body });
      expect(recognized).to.deep.equal({ event: event.name, envelope: envelope.name });
      expect(settleReadings(catalog, judgement)).to.deep.equal([]);
      const noted = judgement.notes.filter(({ text }) => text.startsWith("the documents describe no member"));
      expect(noted.map(({ pointer }) => pointer)).to.have.members(others.map(([pointer]) => pointer));
    });
  }
});
