import { createServer } from "node:http";
import { text } from "node:stream/consumers";

/** An answer, and the request that gets it. */
export interface StoredAnswer {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly status: number;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  readonly answer: string;
}

// A bare node:http server in a process of its own: the most that any mock on node:http could reach with the same bytes.
const stored = new Map(
  (JSON.parse(await text(process.stdin)) as StoredAnswer[]).map(({ method, path, body, answer, ...head }) => [
    `${method} ${path} ${body}`,
    { ...head, headers: [...head.headers], answer: Buffer.from(answer) },
  ]),
);
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  const end = (): void => {
    const found = stored.get(`${request.method} ${request.url} ${Buffer.concat(chunks).toString()}`);
    response.sendDate = false;
    response.writeHead(found?.status ?? 404, found?.headers);
    response.end(found?.answer);
  };
  if (request.headers["content-length"] === undefined) end();
  else request.on("data", (chunk: Buffer) => chunks.push(chunk)).on("end", end);
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address !== null && typeof address === "object") console.log(`listens on http://127.0.0.1:${address.port}`);
});
process.on("SIGTERM", () => process.exit());
