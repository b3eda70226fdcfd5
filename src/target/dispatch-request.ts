import { Readable } from "node:stream";
import type { Dispatcher } from "undici";
import type { Header } from "../model/http.ts";

/** What came back, the body as it was sent. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Header[];
  readonly body: Uint8Array;
}

/** A request under way. */
export interface Dispatched {
  /** The whole answer; undefined where its body is over the cap. Rejects with the error of the network, TLS or HTTP layer. */
  readonly answer: Promise<RawAnswer | undefined>;
  /** Whether the headers of the answer are there. */
  isAnswering(): boolean;
  /** Gives it up, and closes its connection. */
  abort(): void;
}

/**
 * Sends a request and collects its answer by undici's own handlers: its streams, of which each request needs one or two
 * and a signal, take longer than all the rest. A connection whose answer is over the cap is closed.
 */
export function dispatchRequest(dispatcher: Dispatcher, options: Dispatcher.DispatchOptions, cap: number): Dispatched {
  let controller: Dispatcher.DispatchController | undefined;
  let [isAnswering, isGivenUp] = [false, false];
  const abort = (): void => {
    isGivenUp = true;
    controller?.abort(new Error("the request was given up"));
  };
  // What is given up tells its body's stream so.
  if (options.body instanceof Readable) options.body.on("error", () => {});
  const answer = new Promise<RawAnswer | undefined>((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let [status, size] = [0, 0];
    let headers: Header[] = [];
    dispatcher.dispatch(options, {
      onRequestStart: (started) => {
        controller = started;
        if (isGivenUp) abort();
      },
      onResponseStart: ({ rawHeaders }, code) => {
        // What comes before the answer (RFC 9110, 1xx) is none of it.
        if (code < 200) return;
        isAnswering = true;
        status = code;
        headers = readRawHeaders(rawHeaders);
      },
      onResponseData: (_controller, chunk) => {
        size += chunk.byteLength;
        if (size > cap) {
          resolve(undefined);
          throw new Error("the answer is over the cap");
        }
        chunks.push(chunk);
      },
      onResponseEnd: () => resolve({ status, headers, body: new Uint8Array(Buffer.concat(chunks, size)) }),
      onResponseError: (_controller, error) => reject(error),
    });
  });
  return { answer, isAnswering: () => isAnswering, abort };
}

/** Names and values in turn, as bytes of Latin-1. */
function readRawHeaders(raw: Dispatcher.DispatchController["rawHeaders"]): Header[] {
  const list: readonly (Buffer | string)[] = Array.isArray(raw) ? raw : [];
  const read = (index: number): string => {
    const one = list[index] ?? "";
    return typeof one === "string" ? one : one.toString("latin1");
  };
  const headers: Header[] = [];
  for (let index = 0; index + 1 < list.length; index += 2) headers.push([read(index), read(index + 1)]);
  return headers;
}
