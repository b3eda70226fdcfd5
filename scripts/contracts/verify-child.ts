// The process in which Pact's verifier runs: its native library writes to standard output as it likes, and what it does wrong
// must not end the run. It knows addresses of this machine alone, and no secret. Tasks come, and results go, as messages, one
// after another until the parent lets go.

import type Pact from "@pact-foundation/pact-core";

/** What the parent asks for. */
export interface ChildTask {
  readonly providerUrl: string;
  readonly stateUrl: string;
  readonly messagePath: string;
  /** Paths of the pacts. */
  readonly files: readonly string[];
}

/** What the child answers. */
export type ChildAnswer =
  | { readonly kind: "results"; readonly text: string }
  | { readonly kind: "missing"; readonly reason: string };

async function verify({ providerUrl, stateUrl, messagePath, files }: ChildTask): Promise<ChildAnswer> {
  let pact: typeof Pact.default;
  try {
    // It is a CommonJS module with a default of its own.
    pact = (await import("@pact-foundation/pact-core")).default.default;
  } catch (error) {
    return { kind: "missing", reason: error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error) };
  }
  try {
    const text = await pact.verifyPacts({
      providerBaseUrl: providerUrl,
      providerStatesSetupUrl: stateUrl,
      // One by one: of a folder only those of a named provider would be taken.
      pactUrls: [...files],
      transports: [{ protocol: "message", port: Number(new URL(providerUrl).port), path: messagePath }],
      logLevel: "error",
    });
    return { kind: "results", text };
  } catch (error) {
    // Pacts that are not kept come as an error whose message is the results.
    return { kind: "results", text: error instanceof Error ? error.message : String(error) };
  }
}

process.on("message", (task: ChildTask) => {
  void verify(task).then((answer) => process.send?.(answer));
});
