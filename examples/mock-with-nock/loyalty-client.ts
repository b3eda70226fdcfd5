/** A client as somebody's own project might have it: nothing in it knows of a mock. */
export interface LoyaltyClient {
  /** What a customer will be able to redeem in time, in points. */
  sumPromisedPoints(mobile: string): Promise<number>;
  /** The partner programs a customer is linked to, with the tier in each; the tier is undefined where a program has none. */
  listTiers(mobile: string): Promise<ReadonlyMap<string, string | undefined>>;
  /** Moves a customer up in a partner program. */
  upgrade(mobile: string, program: string, tier: string): Promise<void>;
}

export interface LoyaltyClientOptions {
  /** Such as `https://eu.api.capillarytech.com`. */
  readonly host: string;
  readonly user: string;
  readonly password: string;
  /** Default: 10 seconds. */
  readonly timeoutMs?: number;
}

/** The host refused, with a code of its own. */
export class LoyaltyError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(`${code}: ${message}`);
    this.name = "LoyaltyError";
    this.code = code;
  }
}

interface Status {
  readonly status: boolean;
  readonly code: number;
  readonly message: string;
}

export function createLoyaltyClient({ host, user, password, timeoutMs = 10_000 }: LoyaltyClientOptions): LoyaltyClient {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;

  const ask = async <Answer>(path: string, body?: object): Promise<Answer> => {
    const response = await fetch(host + path, {
      method: body === undefined ? "GET" : "POST",
      headers: { Authorization: authorization, Accept: "application/json", "Content-Type": "application/json" },
      signal: AbortSignal.timeout(timeoutMs),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as Answer & { readonly errors?: readonly Status[] };
    const [refusal] = answer.errors ?? [];
    if (refusal !== undefined) throw new LoyaltyError(refusal.code, refusal.message);
    if (!response.ok) throw new LoyaltyError(response.status, response.statusText);
    return answer;
  };
  const look = <Answer>(path: string, mobile: string, more: Readonly<Record<string, string>>): Promise<Answer> => {
    const query = new URLSearchParams({
      identifierName: "mobile",
      identifierValue: mobile,
      source: "INSTORE",
      ...more,
    });
    return ask(`${path}?${query.toString()}`);
  };

  return {
    sumPromisedPoints: async (mobile) => {
      const { promisedPointsScheduleList } = await look<{
        readonly promisedPointsScheduleList: readonly { readonly points: number }[];
      }>("/v2/customers/lookup/promisedPointsSchedule", mobile, { fetchDataForAllPrograms: "true" });
      return promisedPointsScheduleList.reduce((sum, { points }) => sum + points, 0);
    },

    listTiers: async (mobile) => {
      const { data } = await look<{
        readonly data: readonly {
          readonly partnerProgramDetails: {
            readonly partnerProgramName: string;
            readonly partnerTierName?: string;
            readonly linked: boolean;
          };
        }[];
      }>("/v2/partnerProgram/customerActivityHistories", mobile, { activityType: "linkingUpdates" });
      const programs = data.map((entry) => entry.partnerProgramDetails).filter(({ linked }) => linked);
      return new Map(programs.map((program) => [program.partnerProgramName, program.partnerTierName]));
    },

    upgrade: async (mobile, program, tier) => {
      const update = { partnerProgramName: program, updateType: "UPGRADE", updateDetails: { updatedTierName: tier } };
      const { customersPartnerUpdates } = await ask<{
        readonly customersPartnerUpdates: readonly {
          readonly customer: { readonly status: Status };
          readonly partnerProgramUpdates?: readonly { readonly updateStatus: Status }[];
        }[];
      }>("/v2/partnerProgram/customerPartnerProgramUpdate", {
        customersPartnerUpdates: [{ customer: { mobile }, partnerProgramUpdates: [update] }],
      });
      // HTTP 200 says nothing yet: each customer and each update has a status of its own.
      const statuses = customersPartnerUpdates.flatMap(({ customer, partnerProgramUpdates = [] }) => [
        customer.status,
        ...partnerProgramUpdates.map(({ updateStatus }) => updateStatus),
      ]);
      const refusal = statuses.find(({ status }) => !status);
      if (refusal !== undefined) throw new LoyaltyError(refusal.code, refusal.message);
    },
  };
}
