import type { Rulebook } from "../check/standard.ts";
import type { ReadExchange, RequestPlan } from "../model/case.ts";
import type { Exchange, Trace } from "../model/exchange.ts";
import { noBody } from "../model/http.ts";
import type { RunEvent } from "../model/run.ts";
import type { Finding } from "../model/verdict.ts";
import { recordExchange } from "../target/record-exchange.ts";
import type { Target } from "../target/target.ts";
import type { HostHealth } from "./host-health.ts";

/** Sends planned requests to one organisation of a target and records every exchange as an event. */
export interface Sender {
  /** Undefined where the profile lacks the credentials that the plan, or the host, asks for. */
  send(plan: RequestPlan, exchangeId: string, caseId: string): Promise<Exchange | undefined>;
  /** For discovery: throws where the host is not worth asking any more. */
  ask(plan: RequestPlan, exchangeId: string, caseId: string): Promise<ReadExchange>;
  /** Commands that show a finding, one a line. */
  curl(trace: Trace, finding: Finding): string;
}

/** So many commands are enough to see a finding that rests on many exchanges. */
const mostCommands = 4;

export function createSender(parts: {
  readonly target: Target;
  readonly organisation: string;
  readonly standard: Rulebook;
  readonly health: HostHealth;
  readonly emit: (event: RunEvent) => void;
}): Sender {
  const { target, organisation, standard, health, emit } = parts;

  const hasCredentials = target.profile.organisations.some(({ name, auth }) => name === organisation && auth !== undefined);

  async function send(plan: RequestPlan, exchangeId: string, caseId: string): Promise<Exchange | undefined> {
    const credentials = plan.credentials ?? "till";
    if (credentials !== "till" && !target.canUse(organisation, credentials)) return undefined;
    const operation = standard.catalog.operations.get(plan.operation);
    const { request, outcome, startedAt } = await target.send(organisation, {
      method: plan.method ?? operation?.method ?? "GET",
      path: plan.path ?? operation?.path ?? "/",
      query: plan.query ?? [],
      headers: plan.headers ?? [],
      body: plan.body ?? noBody,
      credentials,
    });
    const exchange: Exchange = { id: exchangeId, operation: plan.operation, credentials, request, outcome, startedAt };
    const answer = standard.interpret(exchange);
    health.see(answer, plan.operation);
    emit({
      event: "exchange",
      organisation,
      phase: "suites",
      case: caseId,
      exchange: recordExchange(exchange, target.redactor),
    });
    // Without credentials in the profile a host that asks for some cannot be tested; it is not at fault.
    const asksForCredentials = answer.kind === "refusal" && (answer.status === 401 || answer.status === 403);
    return credentials === "till" && !hasCredentials && asksForCredentials ? undefined : exchange;
  }

  return {
    send,
    async ask(plan, exchangeId, caseId) {
      if (health.gaveUp !== undefined) throw new Error(health.gaveUp);
      const exchange = await send(plan, exchangeId, caseId);
      if (exchange === undefined) throw new Error(`the host asks for credentials; add auth to the organisation ${organisation} in the profile`);
      if (health.gaveUp !== undefined) throw new Error(health.gaveUp);
      return { exchange, answer: standard.interpret(exchange) };
    },
    curl(trace, { exchange, rests = [] }) {
      const positions = [...new Set([...rests, exchange])].sort((a, b) => a - b).slice(-mostCommands);
      const shown = positions.flatMap((position) => trace[position] ?? []);
      return shown.map(({ credentials, request }) => target.curl(organisation, credentials, request)).join("\n");
    },
  };
}
