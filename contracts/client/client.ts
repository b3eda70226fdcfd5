import type {
  CustomerActivityHistoriesAnswer,
  CustomerActivityHistoriesQuery,
  CustomerPartnerProgramUpdate,
  CustomerPartnerProgramUpdateAnswer,
  PromisedPointsAnswer,
  PromisedPointsQuery,
} from "../../schemas/types.gen.ts";
import { type ClientReply, isMembers, readCodes } from "./reply.ts";

/** What a client needs. */
export interface ClientOptions {
  /** Origin and base path, without a slash at the end. */
  readonly url: string;
  /** Credentials among them. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly fetch?: typeof fetch;
}

/** The three documented operations. Rejects for network trouble and for what is no JSON. */
export interface Client {
  promisedPoints(query: PromisedPointsQuery): Promise<ClientReply<PromisedPointsAnswer>>;
  activityHistories(query: CustomerActivityHistoriesQuery): Promise<ClientReply<CustomerActivityHistoriesAnswer>>;
  updatePartnerPrograms(body: CustomerPartnerProgramUpdate): Promise<ClientReply<CustomerPartnerProgramUpdateAnswer>>;
}

/** A small client of the documented operations: the consumer whose needs the pacts of this project state. */
export function createClient({ url, headers = {}, fetch: send = fetch }: ClientOptions): Client {
  const call = async <Answer>(
    path: string,
    member: keyof Answer & string,
    init: RequestInit,
  ): Promise<ClientReply<Answer>> => {
    const response = await send(url + path, {
      ...init,
      headers: {
        Accept: "application/json",
        ...headers,
        ...(init.body === undefined ? {} : { "Content-Type": "application/json" }),
      },
    });
    const text = await response.text();
    const body: unknown = text === "" ? undefined : JSON.parse(text);
    const codes = readCodes(body);
    // No document gives a status: an answer is known by what it holds.
    if (codes.length === 0 && isMembers(body) && member in body) {
      return { kind: "answered", status: response.status, answer: body as unknown as Answer };
    }
    return { kind: "refused", status: response.status, codes };
  };
  return {
    promisedPoints: (query) =>
      call("/v2/customers/lookup/promisedPointsSchedule" + writeQuery(query), "promisedPointsScheduleList", {}),
    activityHistories: (query) => call("/v2/partnerProgram/customerActivityHistories" + writeQuery(query), "data", {}),
    updatePartnerPrograms: (body) =>
      call("/v2/partnerProgram/customerPartnerProgramUpdate", "customersPartnerUpdates", {
        method: "POST",
        body: JSON.stringify(body),
      }),
  };
}

function writeQuery(query: object): string {
  const entries = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return `?${new URLSearchParams(entries).toString()}`;
}
