import { type Header, type HttpRequest, noBody } from "../../../../src/model/http.ts";
import { hashPassword } from "../../../access/authenticate.ts";

const origin = "http://mock.example";
const address = `${origin}/v2/partnerProgram/customerActivityHistories`;

type Parameters = Readonly<Record<string, string>>;

/** A Basic authorization header. */
function authorize(user: string, password: string): Header {
  return ["Authorization", `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`];
}

function read(parameters: Parameters, headers: readonly Header[] = [main]): HttpRequest {
  return { method: "GET", url: `${address}?${new URLSearchParams(parameters).toString()}`, headers, body: noBody };
}

/** A read of the last of the following customers, with some parameters more. */
function ask(...parameters: readonly Parameters[]): HttpRequest {
  return read(parameters.reduce((all, some) => ({ ...all, ...some })));
}

function post(path: string, body: object, method = "POST"): HttpRequest {
  const headers: readonly Header[] = [["Content-Type", "application/json"], main];
  return { method, url: `${origin}${path}`, headers, body: new TextEncoder().encode(JSON.stringify(body)) };
}

function update(mobile: string, partnerProgramName: string, updateType: string, updatedTierName?: string): HttpRequest {
  const details = updatedTierName === undefined ? {} : { updateDetails: { updatedTierName } };
  const partnerProgramUpdates = [{ partnerProgramName, updateType, ...details }];
  return post("/v2/partnerProgram/customerPartnerProgramUpdate", {
    customersPartnerUpdates: [{ customer: { mobile }, partnerProgramUpdates }],
  });
}

const main = authorize("till.main", "open-sesame");
const source = { source: "INSTORE" };
const byMobile = (identifierValue: string): Parameters => ({ ...source, identifierName: "mobile", identifierValue });
const benefits = { activityType: "benefitsAvailed" };
const capitals = { activityType: "BENEFITS_AVAILED" };
const linking = { activityType: "linkingUpdates" };
/** Has programs of every kind; has more than ten; has availed benefits; has none. */
const [mateo, lena, grace, asha] = ["22", "21", "13", "01"].map((end) => byMobile(`9197000000${end}`));
const everybody = ["02", "06", "11", "12", "14", "15", "16", "17", "18", "19"].map((end) =>
  byMobile(`9197000000${end}`),
);
const dates = { startDate: "2026-06-01 00:00:00", endDate: "2026-09-30 00:00:00" };

/** Requests in the package's own fixtures that show the defects of histories, each of which the lab alone does not show. */
export const historyRequests: readonly HttpRequest[] = [
  ...listPrograms(mateo ?? {}, lena ?? {}),
  ...listPages(lena ?? {}),
  ...listPeriods(grace ?? {}),
  ...listIdentifiers(mateo ?? {}),
  ...listCredentials({ ...grace, ...linking }),
  ...listRelinkings(),
];

function listPrograms(many: Parameters, most: Parameters): readonly HttpRequest[] {
  return [
    ...everybody.map((customer) => ask(customer, linking)),
    ...[many, most, asha ?? {}, grace ?? {}].flatMap((customer) =>
      [benefits, linking].map((type) => ask(customer, type)),
    ),
    ...[many, grace ?? {}, ...everybody].flatMap((customer) =>
      ["EXTERNAL", "SUPPLEMENTARY"].map((partnerProgramType) => ask(customer, linking, { partnerProgramType })),
    ),
    ask(many, linking, { startDate: "2026-01-01 00:00:00", endDate: "2026-10-31 00:00:00" }),
    ask(many, linking, { partnerProgramId: "2113" }),
    ask(many, benefits, dates, { partnerProgramId: "2104" }),
    ask(many, benefits, dates, { partnerProgramId: "2104", partnerProgramType: "EXTERNAL", limit: "5", offset: "0" }),
  ];
}

function listPages(most: Parameters): readonly HttpRequest[] {
  const pages: readonly Parameters[] = [
    { limit: "4" },
    { limit: "4", offset: "4" },
    { limit: "4", offset: "8" },
    { limit: "3", offset: "1" },
    { limit: "0" },
    { limit: "12" },
    { offset: "0" },
    { offset: "2" },
    { offset: "100" },
  ];
  const long = { startDate: "2026-01-01 00:00:00", endDate: "2026-11-19 00:00:00" };
  return [
    ...pages.map((page) => ask(most, linking, page)),
    ask(most, benefits, long, { limit: "4" }),
    ask(most, linking, { partnerProgramType: "EXTERNAL", limit: "2", offset: "1" }),
  ];
}

function listPeriods(customer: Parameters): readonly HttpRequest[] {
  const year = { startDate: "2026-01-01 00:00:00", endDate: "2026-10-31 00:00:00" };
  const after = { startDate: "2026-09-30 00:00:00", endDate: "2026-11-19 00:00:00" };
  return [
    ...[year, dates, year, dates, after, dates].map((period) => ask(customer, benefits, period)),
    ask(customer, capitals, dates),
  ];
}

function listIdentifiers(customer: Parameters): readonly HttpRequest[] {
  const named = (identifierName: string, identifierValue: string): Parameters => ({
    ...source,
    identifierName,
    identifierValue,
  });
  const known = [
    named("email", "mateo@customers.example"),
    named("externalId", "EXT-0022"),
    named("id", "510000022"),
    named("externalId", "EXT-0020"),
  ];
  const unknown = ["email", "externalId", "id", "mobile", "shoeSize"].map((name) => named(name, "404"));
  const alike = [
    named("email", "919700000022"),
    named("mobile", "91970000002"),
    named("mobile", "889700000022"),
    named("shoeSize", "EXT-0022"),
  ];
  const nobody = [named("mobile", ""), named("externalId", ""), named("mobile", "%")];
  const { source: _source, ...sourceless } = customer;
  const { identifierName: _name, ...nameless } = customer;
  return [
    ...[...known, ...unknown, ...alike, ...nobody].map((lookup) => ask(lookup, linking)),
    ask(customer, benefits),
    ask(customer, benefits),
    ...[sourceless, nameless, source].map((lookup) => ask(lookup, linking)),
    ask(sourceless, benefits),
    ask(sourceless, linking, { partnerProgramId: "2113" }),
  ];
}

function listCredentials(parameters: Parameters): readonly HttpRequest[] {
  const wrong = [authorize("till.main", "wrong"), authorize("till.nobody", "wrong")];
  const hallway = authorize("till.hallway", "closed-sesame");
  const one = { ...parameters, partnerProgramId: "2101" };
  return [
    ...[[], ...wrong.map((header) => [header]), [hallway]].map((headers) => read(parameters, headers)),
    ...[[], [hallway], [authorize("till.main", hashPassword("open-sesame"))]].map((headers) => read(one, headers)),
    read(parameters),
  ];
}

/** Updates, and relinks queued, cancelled and activated, which change what the host remembers; the last request takes it back. */
function listRelinkings(): readonly HttpRequest[] {
  const customer = byMobile("919700000015");
  const state = {
    state: "a relink is pending",
    params: { mobile: "919700000015", partnerProgramName: "Everyday Prime" },
  };
  const look = ask(customer, linking);
  return [
    update("919700000011", "Skyline Miles", "UPGRADE", "Gold"),
    ask(byMobile("919700000011"), linking),
    post("/_mock/state", state),
    look,
    update("919700000015", "Everyday Prime", "MEMBERSHIP_RELINKING_CANCELLED"),
    look,
    post("/_mock/batch", {}),
    look,
    post("/_mock/state", state),
    post("/_mock/clock", { now: "2026-12-16T12:00:00Z" }, "PUT"),
    look,
    post("/_mock/clock", { now: "2026-12-20T12:00:00Z" }, "PUT"),
    look,
    post("/_mock/batch", {}),
    look,
    post("/_mock/reset", {}),
  ];
}
