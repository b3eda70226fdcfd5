import type { CredentialUse } from "../../src/model/exchange.ts";
import { isObject, type Json, parseJson } from "../../src/model/json.ts";
import type { OrganisationSession } from "../../src/run/run-session.ts";
import type { ProviderState } from "../pact/pact-model.ts";
import type { PlannedInteraction } from "./plan-interactions.ts";

/** Values that a provider state gives to a request. */
export type StateValues = Readonly<Record<string, Json>>;

/** A provider state as an organisation happens to show it, with its values, or why it shows none. */
export type BringAbout<World> = (
  world: World,
  state: ProviderState,
) => { readonly values: StateValues } | { readonly unable: string };

/** Brings about the provider states of interactions. */
export interface StateKeeper {
  /** Whether the host is made to send the message of an interaction, when its provider state is brought about. */
  emits(planned: PlannedInteraction): boolean;
  /** Why an interaction cannot be tried, as far as that is known beforehand. */
  foresee(planned: PlannedInteraction): string | undefined;
  begin(): Promise<void>;
  setUp(planned: PlannedInteraction): Promise<{ readonly values: StateValues } | { readonly unable: string }>;
  tearDown(planned: PlannedInteraction): Promise<void>;
  end(): Promise<void>;
  /** Whose credentials the present interaction's request carries. */
  credentials(): CredentialUse;
}

/** States that are about the request: whoever verifies adds credentials, or does not. */
const credentialStates: Readonly<Record<string, CredentialUse>> = {
  "the request carries no credentials": "nobody",
  "the request carries wrong credentials": "stranger",
};

/** Why a message could not be verified. */
export const noMessage =
  "the host delivered no message of the event; add webhooks to the profile, with triggers or a state endpoint that make it send one, or name files or a journal of listen with --messages";

/** A state that is a message: the host was made to send it. */
const sentState = "the event was sent";
const linkedState = "customer is linked to a partner program";

/**
 * With a state endpoint states are brought about there, and put back; without one they are looked for in what was found out
 * about the organisation, and what would change something could not run. A message that the host has not sent yet it is made to
 * send: by the state endpoint, or by the profile's trigger of the event.
 */
export function createStateKeeper<World>(
  {
    bringAbout,
    describeFacts,
    findMessage,
    nameEvent,
    expectMessage,
  }: {
    readonly bringAbout: BringAbout<World>;
    readonly describeFacts: (world: World) => StateValues;
    readonly findMessage: (event: string) => unknown;
    /** The name of an event by its id. */
    readonly nameEvent: (event: string) => string | undefined;
    /** Left out where nothing that the host sends is received. */
    readonly expectMessage?: unknown;
  },
  { world, target, sender: session }: Pick<OrganisationSession<World, never, never>, "world" | "target" | "sender">,
  hasStates: boolean,
): StateKeeper {
  const sender = session.within("contracts");
  let credentials: CredentialUse = "till";
  let calls = 0;
  const call = async (
    action: "state" | "reset",
    body: Json,
    caseId: string,
  ): Promise<{ readonly values: StateValues } | { readonly unable: string }> => {
    const exchange = await sender.callState({ state: action, body }, `${caseId}#${action}-${calls++}`, caseId);
    if ("unable" in exchange) return exchange;
    const parsed = exchange.outcome.kind === "response" ? parseJson(exchange.outcome.response.body) : undefined;
    const values = parsed?.kind === "json" && isObject(parsed.value) ? (parsed.value as StateValues) : {};
    return { values };
  };
  const bring = async (state: ProviderState, id: string) => {
    const { name, params } = state;
    if (name === sentState) return send(params, id);
    if (hasStates) return call("state", { state: name, params, action: "setup" }, id);
    return world === undefined ? { unable: "nothing was found out about the organisation" } : bringAbout(world, state);
  };
  const send = async ({ event = "", ...params }: ProviderState["params"], id: string) => {
    if (!hasStates) return { values: {} };
    const linked = await call("state", { state: linkedState, params, action: "setup" }, id);
    if ("unable" in linked) return linked;
    const { partnerProgramName, mobile = params["mobile"] ?? "" } = linked.values;
    return emit(String(event), { event, customer: { mobile }, program: partnerProgramName ?? "" }, id);
  };
  const emit = async (event: string, body: Json, id: string) => {
    const exchange = await sender.emit({ emit: event, body }, `${id}#emit-${calls++}`, id);
    return "unable" in exchange ? exchange : { values: {} };
  };
  /** The event that a trigger makes the host send, where there is no state endpoint and the host has not sent one. */
  const findTrigger = ({ interaction, operation }: PlannedInteraction): string | undefined => {
    if (hasStates || interaction.kind !== "message" || expectMessage === undefined) return undefined;
    const event = nameEvent(operation) ?? "";
    const isKnown = target.profile.webhooks?.triggers[event] !== undefined;
    return isKnown && findMessage(operation) === undefined ? event : undefined;
  };
  return {
    emits: (planned) => planned.interaction.kind === "message" && (hasStates || findTrigger(planned) !== undefined),
    credentials: () => credentials,
    foresee: (planned) => {
      const { interaction, operation } = planned;
      if (interaction.kind === "other") return `an interaction of the type ${interaction.type} cannot be verified`;
      if (world === undefined) return "nothing was found out about the organisation, as the host was not reached";
      if (interaction.kind === "message") {
        if (hasStates || findMessage(operation) !== undefined || findTrigger(planned) !== undefined) return undefined;
        return noMessage;
      }
      const { method } = interaction.request;
      if (!hasStates && method !== "GET" && method !== "HEAD") {
        return "it writes, which needs a state endpoint that puts things back; add state.url and writes: true to the profile";
      }
      for (const { name } of interaction.states) {
        const use = credentialStates[name];
        if (use !== undefined && use !== "nobody" && !target.canUse(world === undefined ? "" : nameOf(world), use))
          return "it needs credentials; add auth to the organisation in the profile";
      }
      return undefined;
    },
    begin: async () => {
      if (hasStates) await call("reset", {}, "contracts");
    },
    setUp: async (planned) => {
      const { interaction, id } = planned;
      credentials = "till";
      let values: Record<string, Json> = {};
      for (const state of interaction.states) {
        const use = credentialStates[state.name];
        if (use !== undefined) {
          credentials = use;
          continue;
        }
        const brought = await bring(state, id);
        if ("unable" in brought) return { unable: `the provider state "${state.name}": ${brought.unable}` };
        // What a state was asked for stands where it says nothing of its own; the first of several customers is the one asked for.
        values = { ...state.params, ...brought.values, ...values };
      }
      const trigger = findTrigger(planned);
      const triggered = trigger === undefined ? undefined : await emit(trigger, {}, id);
      if (triggered !== undefined && "unable" in triggered) return triggered;
      return { values: { ...(world === undefined ? {} : describeFacts(world)), ...values } };
    },
    tearDown: async ({ interaction, id }) => {
      credentials = "till";
      if (!hasStates) return;
      for (const { name, params } of interaction.states.toReversed()) {
        if (credentialStates[name] !== undefined) continue;
        const { event: _event, ...rest } = params;
        const state = name === sentState ? linkedState : name;
        await call("state", { state, params: name === sentState ? rest : params, action: "teardown" }, id);
      }
    },
    end: async () => {
      if (hasStates) await call("reset", {}, "contracts");
    },
  };
}

function nameOf(world: unknown): string {
  return isObject(world) && typeof world["organisation"] === "string" ? world["organisation"] : "";
}
