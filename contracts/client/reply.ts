/** What an operation came to: its documented answer, or a refusal with the codes that were given, perhaps none. */
export type ClientReply<Answer> =
  | { readonly kind: "answered"; readonly status: number; readonly answer: Answer }
  | { readonly kind: "refused"; readonly status: number; readonly codes: readonly number[] };

type Members = Readonly<Record<string, unknown>>;

/**
 * The codes of a body that refuses a whole request. The documents print codes but no failing answer, so a client looks at
 * every place where one can stand: in `errors`, in `status`, at the top.
 */
export function readCodes(body: unknown): number[] {
  if (!isMembers(body)) return [];
  const errors: readonly unknown[] = Array.isArray(body["errors"]) ? body["errors"] : [];
  return [...errors, body, body["status"]].flatMap((holder) => {
    const code = isMembers(holder) ? holder["code"] : undefined;
    return typeof code === "number" && code !== 200 ? [code] : [];
  });
}

export function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The codes of customers and updates that an answer to an update says were not found or not made. */
export function readFailures(answer: unknown): number[] {
  const results = isMembers(answer) ? answer["customersPartnerUpdates"] : undefined;
  if (!Array.isArray(results)) return [];
  return results
    .filter(isMembers)
    .flatMap(({ customer, partnerProgramUpdates: updates }) => [
      ...readStatus(customer, "status"),
      ...(Array.isArray(updates) ? updates : []).flatMap((update: unknown) => readStatus(update, "updateStatus")),
    ]);
}

function readStatus(holder: unknown, member: string): number[] {
  const status = isMembers(holder) ? holder[member] : undefined;
  return isMembers(status) && status["status"] === false && typeof status["code"] === "number" ? [status["code"]] : [];
}
