import { type Document, isSeq, parseDocument } from "yaml";
import { InputError } from "../src/model/input-error.ts";
import type { Divergence, Run, RunEvent } from "../src/model/run.ts";
import { type KnownEntry, readKnownDivergences } from "../src/run/known-divergences.ts";
import { readRequest } from "../src/run/shrink-generated.ts";
import type { CommandIo } from "./io.ts";
import type { Toolkit } from "./toolkit.ts";

/** Where known divergences are kept unless an option says otherwise. */
export const usualKnownFile = "known-divergences.yaml";

const heading = ` Divergences that runs put up with. A run fails (exit 4) once one is fixed or expired.
 Written by capillary-conformance report --accept; reasons, days and links are yours to edit.`;

/** The entries of a file; undefined where none was named and the usual one is not there. Throws an InputError. */
export async function loadKnown(
  option: string | undefined,
  io: CommandIo,
  toolkit: Toolkit,
): Promise<readonly KnownEntry[] | undefined> {
  const file = option ?? usualKnownFile;
  const text = await readOptional(file, io);
  if (text !== undefined) return readKnownDivergences(text, file, toolkit.meta("known-divergences"));
  if (option === undefined) return undefined;
  throw new InputError([
    { file, message: "there is no such file", hint: "`report RUN --accept --reason …` writes one to begin with" },
  ]);
}

/** What an entry says besides the divergence itself. */
export interface Acceptance {
  readonly reason: string;
  /** `YYYY-MM-DD` */
  readonly expires?: string;
  readonly link?: string;
}

/**
 * Adds divergences of a run to a file of known ones; comments, order and entries of the file stay as they are.
 * @returns those that were not in it yet
 */
export async function acceptDivergences(
  run: Run,
  divergences: readonly Divergence[],
  { reason, expires, link }: Acceptance,
  events: readonly RunEvent[],
  file: string,
  io: CommandIo,
  toolkit: Toolkit,
): Promise<readonly Divergence[]> {
  const text = await readOptional(file, io);
  const entries = text === undefined ? [] : readKnownDivergences(text, file, toolkit.meta("known-divergences"));
  const document = text === undefined ? createDocument() : parseDocument(text);
  const added = divergences.filter(
    ({ fingerprint, organisation }) =>
      !entries.some(
        (entry) => entry.fingerprint === fingerprint && (entry.organisation ?? organisation) === organisation,
      ),
  );
  const list = document.get("divergences");
  if (!isSeq(list)) throw new InputError([{ file, message: "has no list of divergences", pointer: "/divergences" }]);
  list.flow = false;
  for (const divergence of added) {
    const made = findMade(divergence, events);
    const entry: KnownEntry = {
      fingerprint: divergence.fingerprint,
      organisation: divergence.organisation,
      requirement: divergence.requirement,
      case: divergence.case,
      phase: divergence.phase,
      seed: run.run.seed,
      ...(made === undefined ? {} : { made }),
      reason,
      ...(expires === undefined ? {} : { expires }),
      ...(link === undefined ? {} : { link }),
    };
    list.add(document.createNode(entry));
  }
  if (added.length > 0) io.writeFile(file, document.toString({ lineWidth: 120 }));
  return added;
}

/**
 * What the case of a divergence was made of, where the journal has it. The file is kept with code, so that identifiers of a
 * host's customers elsewhere stay out of it.
 */
function findMade(divergence: Divergence, events: readonly RunEvent[]): unknown {
  if (divergence.phase !== "generated") return undefined;
  const [started] = events;
  const identifiers = started?.event === "started" ? (started.identifiers ?? []) : [];
  const verdict = events.flatMap((event) =>
    event.event === "verdict" &&
    event.verdict.case === divergence.case &&
    event.verdict.organisation === divergence.organisation
      ? [event.verdict]
      : [],
  )[0];
  const body = readRequest(verdict?.made)?.body ?? new Uint8Array(0);
  const text = `${JSON.stringify(verdict?.made ?? null)} ${new TextDecoder().decode(body)}`;
  return identifiers.some((one) => text.includes(one)) ? undefined : verdict?.made;
}

function createDocument(): Document {
  const document = parseDocument("knownDivergences: 1\ndivergences: []\n");
  document.commentBefore = heading;
  return document;
}

async function readOptional(file: string, io: CommandIo): Promise<string | undefined> {
  try {
    return await io.readFile(file);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw new InputError([{ file, message: error instanceof Error ? error.message : String(error) }]);
  }
}
