/** Lines that are written together with those that come at nearly the same time. */
export interface GatheredLines {
  /** Takes a line; it is written soon. */
  readonly add: (line: string) => void;
  /** Resolves when every line so far is written, rejects where they could not be. */
  readonly written: () => Promise<void>;
  /** Writes at once what is not written yet. Throws where that fails. */
  readonly flush: () => void;
}

/**
 * Gathers lines until the others of the moment are there too: one call of the system takes as long for a hundred of them as
 * for one.
 * @param write takes lines, each but the last ended by a line break, and hands them to the system before it returns
 * @param later calls an action once what has arrived by now is dealt with
 */
export function gatherLines(write: (lines: string) => void, later: (action: () => void) => void): GatheredLines {
  let lines: string[] = [];
  let waiting: Promise<void> | undefined;

  const flush = (): void => {
    if (lines.length === 0) return;
    const gathered = lines.join("\n");
    // What could not be written is not tried again: whoever waits for it is told so.
    lines = [];
    write(gathered);
  };

  return {
    add: (line) => {
      lines.push(line);
    },
    written: () => {
      waiting ??= new Promise((resolve, reject) => {
        later(() => {
          waiting = undefined;
          try {
            flush();
            resolve();
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error)));
          }
        });
      });
      return waiting;
    },
    flush,
  };
}
