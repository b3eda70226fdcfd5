import { type Finding, type Judgement, mergeJudgements, nothingJudged } from "../model/verdict.ts";
import {
  judgeInput,
  judgeSeries,
  judgeUnreadable,
  type Payload,
  type PayloadJudgement,
  readPayload,
} from "./check-payload.ts";
import type { EventInput, Rulebook, WebhookOptions } from "./standard.ts";

/** What the checks say of a delivery. */
export interface JudgedDelivery<Mark> extends PayloadJudgement {
  /**
   * The mark of an earlier delivery with the same id, which findings may rest on: in the judgement the new one has the
   * position 0 and the earlier one the position 1.
   */
  readonly earlier?: Mark;
  /** What deliveries of the same event share, where the payload tells. */
  readonly id?: string;
}

/** Judges deliveries one after another, as they come. */
export interface DeliveryJudge<Mark> {
  /** @param mark by which an earlier delivery is told of later */
  judge(payload: Payload, receivedAt: Date, mark: Mark): JudgedDelivery<Mark>;
}

/** So many events are remembered, the newest ones, and no more than so many bytes of them. */
const mostRemembered = { events: 20_000, bytes: 64_000_000 };

/**
 * Holds deliveries against the documents while they come: each by itself, then beside those before it that have the same
 * id. What is remembered of them is bounded: a repetition of an event that was forgotten is taken for its first delivery.
 */
export function createDeliveryJudge<Mark>(rulebook: Rulebook, options: WebhookOptions = {}): DeliveryJudge<Mark> {
  const remembered = new Map<string, Remembered<Mark>>();
  const latest = new Map<string, EventInput>();
  let bytes = 0;

  const remember = (id: string, one: Remembered<Mark>): void => {
    remembered.set(id, one);
    bytes += one.bytes;
    for (const [oldest, { bytes: freed }] of remembered) {
      if (remembered.size <= mostRemembered.events && bytes <= mostRemembered.bytes) break;
      remembered.delete(oldest);
      bytes -= freed;
    }
  };

  return {
    judge(payload, receivedAt, mark) {
      const input = readPayload(rulebook, payload, options);
      const { events } = rulebook;
      if (!("event" in input)) {
        const { trouble } = input;
        if (trouble === undefined || events === undefined) return judgeInput(rulebook, input, 0);
        return { judgement: judgeUnreadable(events, trouble, 0) };
      }
      const id = events?.identify(input);
      const earlier = id === undefined ? undefined : remembered.get(id);
      const previous = latest.get(input.event.id);
      const own = judgeInput(rulebook, input, 0);
      const series = judgeBeside(rulebook, earlier?.input, input, previous);
      const notes = events?.noticeArrival(input, { receivedAt, repeated: isRepeated(series, earlier), previous }) ?? [];
      if (id !== undefined && earlier === undefined) {
        remember(id, { input, mark, bytes: payload.body instanceof Uint8Array ? payload.body.byteLength : 0 });
      }
      latest.set(input.event.id, input);
      const readable = events === undefined ? [] : [events.readable];
      const arrival: Judgement = { ...nothingJudged, exercised: readable, notes };
      return {
        ...own,
        judgement: mergeJudgements([own.judgement, series, arrival]),
        ...(id === undefined ? {} : { id }),
        ...(earlier === undefined ? {} : { earlier: earlier.mark }),
      };
    },
  };
}

interface Remembered<Mark> {
  readonly input: EventInput;
  readonly mark: Mark;
  readonly bytes: number;
}

/** What a delivery shows beside the first one with its id, and beside one of another event. */
function judgeBeside(
  rulebook: Rulebook,
  earlier: EventInput | undefined,
  input: EventInput,
  other: EventInput | undefined,
): Judgement {
  const judgement = judgeSeries(rulebook, [other, earlier, input]);
  const own = judgement.findings.filter(({ exchange }) => exchange === 2);
  return { ...judgement, findings: own.map((finding): Finding => ({ ...finding, exchange: 0, rests: [0, 1] })) };
}

/** A delivery whose id another event has is no repetition of that one. */
function isRepeated(series: Judgement, earlier: unknown): boolean {
  return earlier !== undefined && series.findings.every(({ kind }) => kind !== "disagreement");
}
