import { expect } from "chai";
import { checkPayload } from "../../src/check/check-payload.ts";
import type { Header } from "../../src/model/http.ts";
import type { Json } from "../../src/model/json.ts";
import { catalog, change, findIn, gone, sample, standard } from "./testing/sample-payloads.ts";

const events = [...catalog.events.values()];
const described = ["wrapped", "flat", "search-key"];
const withEntity = ["linked", "delinked"];

/** A change of one member and the requirement, kind and place that it breaks; none where the member may be so. */
interface Row {
  readonly what: string;
  readonly member: string;
  readonly value: Json | undefined;
  /** The aspect of the requirement, such as `ref-id.organisation value`. */
  readonly breaks?: string;
  readonly envelopes?: readonly string[];
  readonly events?: readonly string[];
}

const rows: readonly Row[] = [
  {
    what: "an eventName of something else",
    member: "eventName",
    value: "PartnerProgram",
    breaks: "event-name.value value",
  },
  { what: "an eventName with a blank", member: "eventName", value: "EVENT " },
  {
    what: "an empty eventName",
    member: "eventName",
    value: "",
    breaks: "event-name.value value",
    envelopes: [...described, "raw"],
  },
  { what: "createdAt in seconds", member: "createdAt", value: 1683871605, breaks: "created-at.milliseconds value" },
  {
    what: "createdAt in microseconds",
    member: "createdAt",
    value: 1683871605603000,
    breaks: "created-at.milliseconds value",
  },
  { what: "createdAt of zero", member: "createdAt", value: 0, breaks: "created-at.milliseconds value" },
  { what: "createdAt long ago", member: "createdAt", value: 315532800000 },
  {
    what: "createdAt in a hundred years",
    member: "createdAt",
    value: 4890000000000,
    events: ["linked", "updated", "delinked"],
  },
  { what: "filler for createdAt", member: "createdAt", value: 3563, envelopes: ["raw"] },
  {
    what: "timeStamp in seconds",
    member: "timeStamp",
    value: 1683871605,
    breaks: "time-stamp.milliseconds value",
    envelopes: ["wrapped"],
  },
  { what: "timeStamp before createdAt", member: "timeStamp", value: 1583871605623, envelopes: ["wrapped"] },
  { what: "a timeStamp of the sender's own", member: "timeStamp", value: 5, envelopes: ["flat", "search-key"] },
  {
    what: "a refId of another organisation",
    member: "refId",
    value: "7_C3zPfmvsZL",
    breaks: "ref-id.organisation value",
  },
  { what: "a refId without organisation", member: "refId", value: "C3zPfmvsZL", breaks: "ref-id.organisation value" },
  { what: "filler for refId", member: "refId", value: "LOPQJ", envelopes: ["raw"] },
  {
    what: "an eventType of something else",
    member: "eventType",
    value: "customerAdded",
    breaks: "event-type.equal no-reading",
    envelopes: ["wrapped"],
  },
  {
    what: "an eventType of another organisation",
    member: "eventType",
    value: "7_EVENT",
    breaks: "event-type.equal no-reading",
    envelopes: ["wrapped"],
  },
  { what: "an eventType with the organisation", member: "eventType", value: "ORG_EVENT", envelopes: ["wrapped"] },
  { what: "an eventType with a blank", member: "eventType", value: "EVENT ", envelopes: ["wrapped"] },
  {
    what: "an entityId of somebody else",
    member: "data/entityInformation",
    value: { entityType: "USER", entityId: 5 },
    breaks: "entity-id.customer value",
    events: withEntity,
  },
  {
    what: "an entityId of something else",
    member: "data/entityInformation",
    value: { entityType: "CARD", entityId: 5 },
  },
  {
    what: "an entityId that is no number",
    member: "data/entityInformation",
    value: { entityType: "USER", entityId: "5" },
    breaks: "entity-id.integer type",
    events: withEntity,
  },
];

function locate(envelope: string, member: string): string {
  const isOutside = ["eventId", "eventType", "timeStamp"].includes(member);
  return envelope === "wrapped" && !isOutside ? `/attributes/${member}` : `/${member}`;
}

describe("A rule on an event", () => {
  for (const { what, member, value, breaks, envelopes = described, events: only } of rows) {
    it(`${breaks === undefined ? "leaves alone" : "finds"} ${what}`, () => {
      for (const { id, name } of events.filter((event) => only?.includes(event.id) ?? true)) {
        for (const envelope of envelopes) {
          const orgId = id === "updated" || id === "reminder" ? 50191 : 151197;
          const given = typeof value === "string" ? value.replace("EVENT", name).replace("ORG", String(orgId)) : value;
          const pointer = locate(envelope, member);
          const body = change(sample(id, envelope), { [pointer]: given });
          const found = findIn(body, { event: id });
          const at = breaks?.startsWith("entity-id") === true ? `${pointer}/entityId` : pointer;
          expect(found, `${id} ${envelope}`).to.deep.equal(breaks === undefined ? [] : [`${id}.${breaks} ${at}`]);
        }
      }
    });
  }

  it("sees the readings of eventType and of the envelope", () => {
    const read = (body: Json): string[] =>
      checkPayload(standard, { body }).judgement.readings.map(
        ({ requirement, readings }) => `${requirement} ${readings.join()}`,
      );
    const wrapped = sample("delinked", "wrapped");
    expect(read(wrapped)).to.deep.equal(["delinked.envelope.form wrapped", "delinked.event-type.equal plain"]);
    const prefixed = change(wrapped, { "/eventType": "151197_partnerProgramDelinked" });
    expect(read(prefixed)).to.include("delinked.event-type.equal with-organisation");
    for (const envelope of ["flat", "raw", "search-key"])
      expect(read(sample("delinked", envelope))).to.deep.equal([`delinked.envelope.form ${envelope}`]);
  });

  it("reports a fault in what it rests on once, as the fault that it is", () => {
    const wrapped = sample("linked", "wrapped");
    const faults: readonly (readonly [
      changes: Readonly<Record<string, Json | undefined>>,
      found: readonly string[],
    ])[] = [
      [{ "/attributes/orgId": gone }, ["linked.wrapped.org-id missing /attributes/orgId"]],
      [
        { "/attributes/orgId": gone, "/eventType": "151197_partnerProgramLinked" },
        ["linked.wrapped.org-id missing /attributes/orgId"],
      ],
      [{ "/attributes/orgId": "151197" }, ["linked.wrapped.org-id type /attributes/orgId"]],
      [{ "/attributes/eventName": "linked" }, ["linked.event-name.value value /attributes/eventName"]],
      [{ "/attributes/createdAt": "1683871605603" }, ["linked.wrapped.created-at type /attributes/createdAt"]],
      [{ "/attributes/orgId": gone, "/attributes/orgId ": 151197 }, []],
      [{ "/attributes/orgId": gone, "/attributes/orgId ": 7 }, ["linked.ref-id.organisation value /attributes/refId"]],
    ];
    for (const [changes, found] of faults) expect(findIn(change(wrapped, changes))).to.deep.equal(found);
  });

  it("wants the headers of the webhook's configuration, and shows no value of theirs", () => {
    const configured: readonly Header[] = [
      ["Authorization", "Basic aG9vazpwYXNz"],
      ["Content-Type", "application/json"],
    ];
    const check = (headers: readonly Header[]): string[] => {
      const { judgement } = checkPayload(
        standard,
        { body: sample("reminder", "flat"), headers },
        { headers: configured },
      );
      expect(judgement.exercised).to.include("reminder.delivery.headers");
      expect(JSON.stringify(judgement)).to.not.include("aG9vaz");
      return judgement.findings.map(({ requirement, kind, expected }) => `${requirement} ${kind}: ${expected}`);
    };
    const sound: readonly Header[] = [
      ["authorization", "Basic aG9vazpwYXNz "],
      ["content-type", "application/json; charset=utf-8"],
    ];
    expect(check(sound)).to.deep.equal([]);
    expect(check([["Authorization", "Basic b3RoZXI="], ...sound.slice(1)])).to.deep.equal([
      "reminder.delivery.headers value: the header Authorization as it is configured",
    ]);
    expect(check([])).to.have.length(2);
    expect(check(sound.slice(0, 1))).to.deep.equal([
      "reminder.delivery.headers missing: the header Content-Type as it is configured",
    ]);
  });

  it("does not ask for headers where nobody knows them", () => {
    const body = sample("updated", "flat");
    for (const [payload, options] of [
      [{ body }, { headers: [["X", "1"]] as const }],
      [{ body, headers: [] }, {}],
      [{ body, headers: [] }, { headers: [] }],
    ] as const) {
      expect(checkPayload(standard, payload, options).judgement.exercised).to.not.include("updated.delivery.headers");
    }
  });
});
