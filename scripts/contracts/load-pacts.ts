import { isPact, readPact } from "../../contracts/pact/read-pact.ts";
import type { LoadedPact } from "../../contracts/verify/plan-interactions.ts";
import { systemClock } from "../../src/model/clock.ts";
import { noBody } from "../../src/model/http.ts";
import { InputError } from "../../src/model/input-error.ts";
import { parseJson } from "../../src/model/json.ts";
import { createTransport } from "../../src/target/transport.ts";
import type { CommandIo } from "../io.ts";

/** Where the pacts of the reference client are in this package. */
export const ownPacts = "contracts/pacts";

/** So much of a pact is read from a URL. */
export const mostBytes = 20_000_000;

/**
 * Reads pacts from files, folders and URLs. Throws an InputError where there is none, where one is no pact, or where one has
 * no interactions: to verify nothing is no success.
 */
export async function loadPacts(
  sources: readonly string[],
  io: Pick<CommandIo, "listFiles" | "readFile">,
): Promise<LoadedPact[]> {
  const files = sources.flatMap((source) => (isUrl(source) ? [source] : io.listFiles(source, ".json")));
  const pacts = await Promise.all(files.map((file) => loadPact(file, io)));
  if (pacts.length === 0) {
    throw new InputError([
      { message: `there is no pact in ${sources.join(", ")}`, hint: "--pact takes files, folders and URLs" },
    ]);
  }
  const empty = pacts.filter(({ pact }) => pact.interactions.length === 0);
  if (empty.length > 0) {
    throw new InputError(
      empty.map(({ file }) => ({ file, message: "the pact has no interactions: there is nothing to verify" })),
    );
  }
  return pacts;
}

async function loadPact(file: string, io: Pick<CommandIo, "readFile">): Promise<LoadedPact> {
  const text = isUrl(file) ? await fetchText(file) : await readText(file, io);
  const parsed = parseJson(new TextEncoder().encode(text));
  if (parsed.kind !== "json" || !isPact(parsed.value)) {
    throw new InputError([
      { file, message: parsed.kind === "invalid" ? `is no JSON: ${parsed.reason}` : "is no pact" },
    ]);
  }
  return { file, pact: readPact(parsed.value, file), document: parsed.value };
}

async function readText(file: string, io: Pick<CommandIo, "readFile">): Promise<string> {
  return io.readFile(file).catch((error: unknown) => {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    throw new InputError([{ file, message: isMissing ? "there is no such file" : String(error) }]);
  });
}

async function fetchText(url: string): Promise<string> {
  const limits = { timeoutMs: 30_000, bodyBytes: mostBytes };
  const transport = createTransport({ limits, clock: systemClock, allowedHosts: [new URL(url).origin] });
  const outcome = await transport({ method: "GET", url, headers: [["Accept", "application/json"]], body: noBody });
  await transport.close();
  if (outcome.kind === "failure") throw new InputError([{ file: url, message: `cannot be had: ${outcome.detail}` }]);
  const { status, body } = outcome.response;
  if (status !== 200) throw new InputError([{ file: url, message: `cannot be had: HTTP ${status}` }]);
  return new TextDecoder().decode(body);
}

function isUrl(source: string): boolean {
  return /^https?:\/\//.test(source);
}
