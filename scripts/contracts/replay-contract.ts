import { createContractsPhase } from "../../contracts/verify/contracts-phase.ts";
import { systemClock } from "../../src/model/clock.ts";
import type { RecordedExchange, Run, RunEvent } from "../../src/model/run.ts";
import type { ContractChoices } from "../../src/model/run-choices.ts";
import type { Finding, Verdict } from "../../src/model/verdict.ts";
import type { Replay } from "../../src/run/replay-case.ts";
import { openSession } from "../../src/run/run-session.ts";
import type { CapillaryStandard } from "../../suites/standard.ts";
import type { CommandIo } from "../io.ts";
import type { CapillaryPhase } from "../make-phases.ts";
import type { OpenTarget } from "../open-target.ts";
import { loadContracts, openContracts } from "./open-contracts.ts";

/** Verifies one interaction of a pact again, with the pacts and messages that the run was given. */
export async function replayContract(
  opened: OpenTarget,
  standard: CapillaryStandard,
  verdict: Verdict,
  choices: ContractChoices,
  seed: number,
  io: CommandIo,
  tool: Run["tool"],
): Promise<Replay> {
  const loaded = await loadContracts(standard, { ...choices, only: [verdict.case] }, io, tool);
  const phase: CapillaryPhase = createContractsPhase(openContracts(standard, loaded, opened));
  const exchanges: RecordedExchange[] = [];
  const now: Finding[] = [];
  let trouble: string | undefined = "the pact has no such interaction any more";
  const take = (event: RunEvent): void => {
    if (event.event === "exchange" && event.case === verdict.case) exchanges.push(event.exchange);
    if (event.event !== "verdict" || event.verdict.case !== verdict.case) return;
    now.push(...event.verdict.findings);
    trouble = event.verdict.reason;
  };
  const { target } = opened;
  const session = openSession({
    standard,
    target,
    seed,
    writes: phase.writes,
    clock: systemClock,
    interrupted: () => undefined,
    emit: take,
  });
  for (const organisation of target.profile.organisations) {
    if (organisation.name === verdict.organisation) await phase.run(await session.openOrganisation(organisation));
  }
  await session.close();
  return {
    case: verdict.case,
    title: verdict.title,
    organisation: verdict.organisation,
    before: verdict.findings,
    now,
    exchanges,
    ...(trouble === undefined ? {} : { trouble }),
  };
}
