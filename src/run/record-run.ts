import type { Catalog } from "../catalog/catalog.ts";
import type { RunEvent } from "../model/run.ts";
import type { Redactor } from "../target/redaction.ts";
import { createEventFold, type EventFold } from "./fold-events.ts";
import { mapEventText } from "./map-event-text.ts";
import { createRunMask } from "./mask-events.ts";

export interface RecorderOptions {
  readonly catalog: Catalog;
  /** The path of the journal, for replay commands. */
  readonly journal: string;
  readonly redactor: Redactor;
  /** Takes every event, secrets redacted, personal data not masked: for the journal alone. */
  readonly write: (event: RunEvent) => void;
  /** Takes every event with personal data masked where that is called for: for people. */
  readonly show: (event: RunEvent) => void;
}

/** Takes the events of a run: journal, terminal and reports get each of them as they may see it. */
export interface RunRecorder {
  readonly emit: (event: RunEvent) => void;
  readonly fold: Pick<EventFold, "result" | "isBalanced">;
}

export function createRunRecorder(options: RecorderOptions): RunRecorder {
  const { catalog, journal, redactor } = options;
  const fold = createEventFold(catalog, journal);
  const mask = createRunMask(catalog);
  return {
    fold,
    emit: (event) => {
      const redacted = mapEventText(event, (text) => redactor.text(text));
      options.write(redacted);
      const masked = mask(redacted);
      fold.add(masked);
      options.show(masked);
    },
  };
}
