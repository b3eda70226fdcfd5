import type { ReadExchange } from "../../src/model/case.ts";
import { isObject } from "../../src/model/json.ts";
import type { Identifier } from "../world.ts";

/** Whose event it is and of what, as far as the delivery tells. */
export interface ToldEvent {
  /** The event's id; undefined where the delivery is none that is documented. */
  readonly event: string | undefined;
  readonly eventId: unknown;
  readonly apiRequestId: unknown;
  readonly data: Readonly<Record<string, unknown>>;
  /** Where the data stand in the payload. */
  readonly pointer: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Somebody and a program, as a case knows them. */
export interface Matter {
  readonly identifiers: readonly Identifier[];
  readonly programId?: number | undefined;
  readonly programName: string;
}

/** Reads a delivery in any envelope. */
export function readTold({ exchange, answer }: ReadExchange): ToldEvent {
  const value = "value" in answer && isObject(answer.value) ? answer.value : {};
  const isWrapped = isObject(value["attributes"]);
  const inside = isObject(value["attributes"]) ? value["attributes"] : value;
  const data = isObject(inside["data"]) ? inside["data"] : {};
  const details = data["customerPartnerProgramDetails"];
  return {
    event: exchange.operation,
    eventId: value["eventId"],
    apiRequestId: inside["apiRequestId"],
    data,
    pointer: isWrapped ? "/attributes/data" : "/data",
    details: isObject(details) ? details : {},
  };
}

/**
 * Whether an event is about this customer and program: nothing that it tells of them is another's. What it does not tell, or
 * the case does not know, does not count, and neither do blanks (events-stray-blanks).
 */
export function isAbout(told: ToldEvent, matter: Matter): boolean {
  return isAboutCustomer(told, matter) && isAboutProgram(told, matter);
}

/** Whether nothing that the event tells of the customer is another's. */
export function isAboutCustomer({ data }: ToldEvent, { identifiers }: Pick<Matter, "identifiers">): boolean {
  const holder = isObject(data["customerIdentifiers"]) ? data["customerIdentifiers"] : {};
  const instore = isObject(holder["instore"]) ? holder["instore"] : {};
  const pairs = identifiers.map(({ name, value }): Pair => [
    name === "id" ? holder["customerId"] : instore[name],
    value,
  ]);
  return agrees(pairs);
}

/** Whether nothing that the event tells of the program is another's. */
export function isAboutProgram({ data }: ToldEvent, { programId, programName }: Omit<Matter, "identifiers">): boolean {
  return agrees([
    [data["partnerProgramId"], programId === undefined ? undefined : String(programId)],
    [data["partnerProgramName"], programName],
  ]);
}

type Pair = readonly [told: unknown, known: string | undefined];

/** One value that is the same is enough; without any to compare nothing speaks against it. */
function agrees(pairs: readonly Pair[]): boolean {
  const compared = pairs.flatMap(([told, known]) =>
    known !== undefined && (typeof told === "string" || typeof told === "number")
      ? [simplify(String(told)) === simplify(known)]
      : [],
  );
  return compared.length === 0 || compared.some(Boolean);
}

/** Blanks and capitals do not count. */
export function simplify(text: string): string {
  return text.replaceAll(/\s+/g, "").toLowerCase();
}
