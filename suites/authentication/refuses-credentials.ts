import type { Answer } from "../../src/model/answer.ts";

/** How a refusal says that it is about the credentials: as HTTP status, or as code in the body. */
export const credentialCodes: readonly number[] = [401, 403];

/** Whether a reply refuses a request for its credentials. A code of its own says what a refusal is about, whatever HTTP status goes with it. */
export function refusesCredentials(answer: Answer): boolean {
  if (answer.kind !== "refusal") return false;
  const given = answer.codes.map(({ code }) => code);
  return (given.length > 0 ? given : [answer.status]).some((code) => credentialCodes.includes(code));
}
