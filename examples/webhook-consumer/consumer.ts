import { createServer, type IncomingMessage, type Server } from "node:http";

/** What the consumer remembers of an event. */
export interface Heard {
  readonly id: string;
  readonly name: string;
  readonly customerId: unknown;
}

/** An ordinary consumer of webhooks: takes a delivery, remembers its id, and says so; what it cannot read it refuses. */
export function createConsumer(token: string, hear: (heard: Heard) => void): Server {
  const seen = new Set<string>();
  return createServer((request, response) => {
    receive(request, token)
      .then((result) => {
        if (typeof result === "number") return response.writeHead(result).end();
        // The same event may come more than once: it is acknowledged each time, and heard once.
        if (!seen.has(result.id)) hear(result);
        seen.add(result.id);
        return response.writeHead(202).end();
      })
      .catch(() => response.writeHead(500).end());
  });
}

const mostBytes = 1_000_000;

/** The event of a delivery, or the status to refuse it with. */
async function receive(request: IncomingMessage, token: string): Promise<Heard | number> {
  const text = await readText(request);
  if (request.headers.authorization !== `Bearer ${token}`) return 401;
  if (text === undefined) return 413;
  const event = readMembers(parse(text));
  const inside = "attributes" in event ? readMembers(event["attributes"]) : event;
  const identifiers = readMembers(readMembers(inside["data"])["customerIdentifiers"]);
  if (typeof inside["eventName"] !== "string") return 400;
  // One envelope has no id; there what is delivered stands for itself.
  const id = typeof event["eventId"] === "string" ? event["eventId"] : text;
  return { id, name: inside["eventName"], customerId: identifiers["customerId"] };
}

async function readText(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size <= mostBytes) chunks.push(chunk);
  }
  return size > mostBytes ? undefined : Buffer.concat(chunks).toString("utf8");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readMembers(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
