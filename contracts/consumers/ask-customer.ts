import { MatchersV3 } from "@pact-foundation/pact";
import type { State, Template } from "./contract.ts";

const { fromProviderState } = MatchersV3;

/**
 * A read about a customer named by mobile, as the provider state has it; numbers and truth values travel as text.
 * @param asked the query beside the customer
 * @param injected parameters that the provider state has too
 */
export function askCustomer<Asked extends object>(
  path: string,
  states: readonly State[],
  mobile: string,
  asked: Asked,
  injected: Readonly<Record<string, Template>>,
) {
  const query = { source: "INSTORE", identifierName: "mobile", identifierValue: mobile, ...asked };
  const texts = Object.fromEntries(Object.entries<unknown>(query).map(([name, value]) => [name, String(value)]));
  return {
    method: "GET",
    path,
    states,
    query: {
      ...texts,
      source: fromProviderState("${source}", query.source),
      identifierValue: fromProviderState("${mobile}", mobile),
      ...injected,
    },
    asked: query,
  } as const;
}
