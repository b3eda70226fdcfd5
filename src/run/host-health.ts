import type { Answer } from "../model/answer.ts";
import type { FailureReason } from "../model/http.ts";

/** Keeps count of what a host's replies amount to, and decides when there is no point in going on. */
export interface HostHealth {
  /** @param counts whether a response without an answer wears the patience out; finding out about a host does not */
  see(answer: Answer, counts?: boolean): void;
  /** Takes note that the host asked to come back later, which is neither an answer nor trouble. */
  putOff(reason: string): void;
  /** So many requests in a row went without a response that it is worth asking whether anything is answered still. */
  readonly suspected: boolean;
  /** Says that a request which was answered before is not answered now. */
  giveUp(): void;
  /** Why nothing more should be sent; undefined while the host is worth asking. */
  readonly gaveUp: string | undefined;
  /** Whether any reply was a documented answer. */
  readonly answered: boolean;
  /** Whether any reply came at all. */
  readonly reached: boolean;
  /** What the host mostly did instead of answering, and what to look at. */
  describeTrouble(): string;
}

/** One of these is decisive at once: nobody is there to ask again. */
const decisive: readonly FailureReason[] = ["refused", "dns", "tls"];
/** So many requests in a row without a response: before the host has ever answered it is given up, after that suspected. */
const patience = { before: 3, after: 6 };
/** So many responses none of which is an answer: a host that is asked on would only be worn out, or lock the till. */
const mostNonAnswers = 24;

/** @param isService whether a refusal shows as well as an answer that the right host is there */
export function createHostHealth(host: string, isService = false): HostHealth {
  const tally = new Map<string, { count: number; sample: Answer }>();
  let inARow = 0;
  let responses = 0;
  let lastDetail = "no response";
  let answered = false;
  let reached = false;
  let gaveUp: string | undefined;
  let putOff: string | undefined;
  let putOffs = 0;
  function explainMost(): string {
    const [most] = [...tally.values()].toSorted((a, b) => b.count - a.count);
    return most === undefined ? (putOff ?? "no request was sent") : explainTrouble(host, most.sample);
  }

  return {
    see(answer, counts = true) {
      const key =
        answer.kind === "failure"
          ? `failure ${answer.reason}`
          : answer.kind === "refusal"
            ? `refusal ${answer.status}`
            : answer.kind;
      const entry = tally.get(key) ?? { count: 0, sample: answer };
      entry.count += 1;
      tally.set(key, entry);
      answered ||= answer.kind === "answer" || (isService && isOwnRefusal(answer));
      putOffs = 0;
      if (answer.kind !== "failure") {
        reached = true;
        inARow = 0;
        if (counts) responses += 1;
        if (!answered && responses >= mostNonAnswers) gaveUp = explainMost();
        return;
      }
      if (answer.reason === "budget" || answer.reason === "forbidden") return;
      inARow += 1;
      lastDetail = answer.detail;
      const limit = decisive.includes(answer.reason) ? 1 : patience.before;
      if (!reached && inARow >= limit) gaveUp = answer.detail;
    },
    putOff(reason) {
      putOff = reason;
      putOffs += 1;
      if (putOffs >= patience.after) gaveUp = `${host} goes on asking to wait: ${reason}`;
    },
    get suspected() {
      return gaveUp === undefined && reached && inARow >= patience.after;
    },
    giveUp() {
      gaveUp = `${host} stopped answering: ${lastDetail}`;
    },
    get gaveUp() {
      return gaveUp;
    },
    get answered() {
      return answered;
    },
    get reached() {
      return reached;
    },
    describeTrouble: explainMost,
  };
}

/** A refusal that is about the request, and not about who sends it. */
function isOwnRefusal(answer: Answer): boolean {
  return answer.kind === "refusal" && answer.status !== 401 && answer.status !== 403;
}

function explainTrouble(host: string, sample: Answer): string {
  switch (sample.kind) {
    case "failure":
      return sample.detail;
    case "unreadable":
      return `${host} does not answer with JSON: ${sample.reason} (HTTP ${sample.status}); is \`host\` in the profile the API's address?`;
    case "crash":
      return `${host} answers with server errors only (HTTP ${sample.status}); look at its own log`;
    case "refusal":
      return explainRefusal(
        host,
        sample.status,
        sample.codes.map(({ code }) => code),
      );
    case "answer":
      return `${host} answers`;
  }
}

function explainRefusal(host: string, status: number, codes: readonly number[]): string {
  if (status === 401 || status === 403 || codes.includes(401) || codes.includes(403)) {
    return `${host} refuses the credentials (HTTP ${status}); check \`auth\` in the profile`;
  }
  if (codes.length === 0)
    return `${host} refuses every request (HTTP ${status}); is \`host\` in the profile the API's address?`;
  return `${host} refuses every request with ${[...new Set(codes)].join(", ")} (HTTP ${status}); check the customers in the profile`;
}
