import { mkdirSync, symlinkSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { expect } from "chai";
import type { Run } from "../src/model/run.ts";
import { type Folder, makeFolder, readReport, root, runCommand } from "./command.ts";

const pets = `${root}/test/fixtures/openapi/pets-3.0.yaml`;
const trees = `${root}/test/fixtures/openapi/trees-3.1.json`;

/** What a pet shop answers: status, body, headers. */
type Answer = readonly [status: number, body?: unknown, headers?: Readonly<Record<string, string>>];

const tom = { id: 1, name: "Tom", kind: null, weight: 4.5, young: [{ id: 2, name: "Tim" }] };

/** A shop that keeps to the document. */
function answerSoundly(method: string, url: URL, body: string): Answer {
  const refuse = (status: number): Answer => [status, { title: "no" }];
  const [, , place, id] = url.pathname.split("/");
  if (place !== "pets") return refuse(404);
  if (id !== undefined) {
    if (!/^[1-9](\.0+)?$/.test(decodeURIComponent(id))) return refuse(method === "GET" ? 400 : 404);
    return method === "DELETE" ? [204] : [200, tom];
  }
  if (method === "POST") {
    try {
      return isPet(JSON.parse(body)) ? [201, { ...tom, name: "Tom" }] : refuse(422);
    } catch {
      return refuse(400);
    }
  }
  const limits = url.searchParams.getAll("limit");
  const kinds = url.searchParams.getAll("kinds");
  const isSound = limits.every((limit) => /^\d+$/.test(limit) && Number(limit) > 0 && Number(limit) <= 50);
  if (!isSound || limits.length > 1 || !kinds.every((kind) => ["cat", "dog"].includes(kind))) return refuse(400);
  return [200, [tom], { "X-Total": "1" }];
}

function isPet(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const { name, kind = null, weight = 1, young = [] } = value as Readonly<Record<string, unknown>>;
  return (
    typeof name === "string" &&
    /^[A-Za-z ]+$/.test(name) &&
    [null, "cat", "dog"].includes(kind as string) &&
    typeof weight === "number" &&
    weight > 0 &&
    Array.isArray(young) &&
    young.every(isPet)
  );
}

describe("A run with --openapi", () => {
  let folder: Folder;
  let server: Server | undefined;
  beforeEach(() => {
    folder = makeFolder();
  });
  afterEach(() => {
    server?.close();
    server?.closeAllConnections();
    server = undefined;
    folder.remove();
  });

  type Host = (method: string, url: URL, body: string, headers: IncomingMessage["headers"]) => Answer;
  async function serve(answer: Host): Promise<string> {
    const handle = (request: IncomingMessage, response: ServerResponse): void => {
      let body = "";
      request.setEncoding("utf8").on("data", (text: string) => {
        body += text;
      });
      request.on("end", () => {
        const [status, value, headers = {}] = answer(
          request.method ?? "",
          new URL(request.url ?? "/", "http://host.example"),
          body,
          request.headers,
        );
        const type = status >= 400 ? "application/problem+json" : "application/json";
        response.writeHead(status, { ...(value === undefined ? {} : { "Content-Type": type }), ...headers });
        response.end(value === undefined ? undefined : typeof value === "string" ? value : JSON.stringify(value));
      });
    };
    server = createServer(handle);
    await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("the shop has no port");
    return `http://127.0.0.1:${address.port}`;
  }

  async function runWith(file: string, url: string, ...options: readonly string[]) {
    const out = folder.at("out");
    const args = ["run", "--openapi", file, "--target", url, "--out", out, "--fail-on", "deviation", ...options];
    const { code, stderr } = await runCommand(args);
    expect(stderr).to.not.include("The tool failed");
    return { code, run: readReport(out) };
  }

  const requirementsOf = ({ divergences }: Run): string[] => divergences.map(({ requirement }) => requirement).sort();

  it("finds nothing wrong with a host that keeps to the document, and tries all of it", async () => {
    const { code, run } = await runWith(pets, await serve(answerSoundly), "--cases", "60");
    expect(run.divergences).to.deep.equal([]);
    expect(code).to.equal(0);
    expect(run.account.passed).to.equal(run.account.planned);
    const families = new Set(run.cases.map(({ case: id }) => id.split(".").slice(1, 3).join(".")));
    expect(families).to.include.keys(
      "listPets.boundaries",
      "listPets.pairs",
      "listPets.raw",
      "addPet.raw",
      "addPet.valid",
    );
    expect(families).to.not.include.keys("addPet.pairs");
    const kept = run.requirements.filter(({ status }) => status === "passed").map(({ id }) => id);
    expect(kept).to.include.members([
      "listPets.200.body.entry.young.entry.name",
      "listPets.200.header.x-total",
      "listPets.request.query.limit",
      "addPet.request.body.name",
      "get-pets-id.400.content-type",
      "dropPet.status",
    ]);
  });

  const faults: readonly (readonly [
    what: string,
    change: (answer: Answer, url: URL, method: string) => Answer,
    found: string,
  ])[] = [
    [
      "a member of another type, deep inside",
      (answer) => (isList(answer) ? [200, [{ ...tom, young: [{ id: 2, name: 5 }] }], { "X-Total": "1" }] : answer),
      "listPets.200.body.entry.young.entry.name",
    ],
    ["a header that is missing", (answer) => (isList(answer) ? [200, [tom]] : answer), "listPets.200.header.x-total"],
    [
      "a status that is not documented",
      (answer, _url, method) => (method === "DELETE" && answer[0] === 204 ? [202] : answer),
      "dropPet.status",
    ],
    [
      "a server error",
      (answer, url) => (url.searchParams.get("limit") === "0" ? [500, { title: "oh" }] : answer),
      "transport.status.no-crash",
    ],
    [
      "an unsound parameter that is taken",
      (answer, url) => (url.searchParams.get("limit") === "51" ? [200, [tom], { "X-Total": "1" }] : answer),
      "listPets.request.query.limit",
    ],
    [
      "a crash for a body that is no JSON",
      (answer, _url, method) => (method === "POST" && answer[0] === 400 ? [500, { title: "oh" }] : answer),
      "transport.status.no-crash",
    ],
    [
      "text that is called JSON",
      (answer, _url, method) => (method === "POST" && answer[0] === 201 ? [201, "{"] : answer),
      "transport.body.json",
    ],
    [
      "another media type",
      (answer, _url, method) =>
        method === "GET" && answer[0] === 200 ? [200, "ok", { "Content-Type": "text/plain", "X-Total": "1" }] : answer,
      "get-pets-id.200.content-type",
    ],
  ];
  for (const [what, change, found] of faults) {
    it(`finds ${what}`, async () => {
      const url = await serve((method, place, body) => change(answerSoundly(method, place, body), place, method));
      const operation = found.startsWith("transport") ? [] : ["--operation", found.split(".")[0] ?? ""];
      const { code, run } = await runWith(pets, url, "--cases", "0", ...operation);
      expect(requirementsOf(run)).to.deep.equal([found]);
      expect(code).to.equal(1);
      // What changes a host that cannot be reset is reported as it was found.
      const [divergence] = run.divergences;
      const { method = "", url: sent = "" } = divergence?.exchanges[divergence.shownBy]?.request ?? {};
      expect(divergence?.minimised).to.equal(method === "GET");
      if (method === "GET") expect(sent.replace(url, "")).to.match(/^\/v1\/pets(\/\d+|\?limit=(0|51))?$/);
      const replayed = await runCommand([
        "replay",
        folder.at("out/run.ndjson"),
        "--case",
        run.divergences[0]?.case ?? "",
      ]);
      expect(replayed.stdout).to.contain("It diverges.");
      const before = folder.read("out/report.json");
      await runCommand(["report", folder.at("out/run.ndjson"), "--report", "json"]);
      expect(folder.read("out/report.json") === before, "its report is made anew from the journal").to.equal(true);
    });
  }

  it("is not held up by recursion, patterns that take years, or bodies that it cannot make", async () => {
    const bomb = `${"a".repeat(60)}!`;
    const tree = { name: bomb, planted: null, branches: [{ name: "ab" }], shape: { sides: 3 } };
    const asked: string[] = [];
    const url = await serve((method, place) => {
      asked.push(`${method} ${place.pathname}`);
      return method === "PUT" ? [200, "ok", { "Content-Type": "text/plain" }] : [200, tree];
    });
    const { run } = await runWith(trees, url, "--cases", "20");
    expect(asked).to.include("PUT /trees");
    expect(asked.some((line) => /^GET \/trees\/;place=[^/]+\/a+b$/.test(line))).to.equal(true);
    const unable = run.cases.filter(({ status }) => status === "couldNotRun");
    expect(unable.map(({ operation, reason }) => [operation, reason])).to.deep.equal([
      ["sendLeaf", "its body is of a media type that cannot be made: application/xml"],
    ]);
    expect(run.divergences.filter(({ requirement }) => /^transport\.|\.200\./.test(requirement))).to.deep.equal([]);
    expect(requirementsOf(run), "a form is judged, too").to.include("plant-tree.request.body.name");
  });

  it("tries the bounds of every branch of a body, exclusive ones too", async () => {
    const file = folder.write(
      "things.yaml",
      `openapi: 3.1.0
info: { title: things, version: "1" }
paths:
  /things:
    post:
      operationId: addThing
      requestBody:
        required: true
        content:
          application/json:
            schema:
              oneOf:
                - { type: object, required: [kind, size], properties: { kind: { const: a }, size: { type: integer, minimum: 1, exclusiveMaximum: 5 } } }
                - { type: object, required: [kind, label], properties: { kind: { const: b }, label: { type: string, maxLength: 3 } } }
      responses: { "201": { description: made } }
`,
    );
    const bodies: string[] = [];
    const url = await serve((_method, _place, body) => {
      bodies.push(body);
      return [201];
    });
    const { run } = await runWith(file, url, "--cases", "0");
    expect(bodies.some((body) => /^\{"kind":"a","size":5\}$/.test(body))).to.equal(true);
    expect(bodies.some((body) => /^\{"kind":"b","label":"\w{4}"\}$/.test(body))).to.equal(true);
    expect(requirementsOf(run)).to.include("addThing.request.body");
  });

  it("makes bodies whose branches narrow what they share, and says of which optional ones it could make none", async () => {
    const file = folder.write(
      "pets.yaml",
      `openapi: 3.0.3
info: { title: pets, version: "1" }
paths:
  /pets:
    post:
      operationId: addPet
      requestBody:
        content:
          application/json:
            schema:
              type: object
              required: [type]
              properties: { type: { type: string } }
              oneOf:
                - allOf: [{ type: object, required: [type, lives], properties: { type: { enum: [cat] }, lives: { type: integer } } }]
                - allOf: [{ type: object, required: [type, bark], properties: { type: { enum: [dog] }, bark: { type: boolean } } }]
      responses: { "200": { description: made } }
    put:
      operationId: putPet
      requestBody: { content: { application/json: { schema: { type: string, allOf: [{ type: integer }] } } } }
      responses: { "200": { description: made } }
`,
    );
    const bodies: string[] = [];
    const url = await serve((_method, _place, body) => {
      bodies.push(body);
      return [200];
    });
    const { run } = await runWith(file, url, "--cases", "40");
    expect(bodies.some((body) => /^\{"type":"cat","lives":-?\d+\}$/.test(body))).to.equal(true);
    expect(bodies.some((body) => /"bark":true/.test(body) && /"type":"dog"/.test(body))).to.equal(true);
    const unable = run.cases.filter(({ status }) => status === "couldNotRun");
    expect(unable.map(({ operation, reason }) => [operation, reason])).to.deep.equal([
      ["putPet", "no value was found that its body's schema describes"],
    ]);
  });

  it("keeps a wrong parameter as it is in smaller requests, and takes one without a value for absent", async () => {
    const url = await serve((method, place, body) => {
      const limit = place.searchParams.get("limit") ?? "1";
      const isTaken = limit === "" || (limit.includes(".") && Math.floor(Number(limit)) >= 1);
      return method === "GET" && place.pathname.endsWith("/pets") && isTaken
        ? [200, [tom], { "X-Total": "1" }]
        : answerSoundly(method, place, body);
    });
    const { run } = await runWith(pets, url, "--cases", "0", "--operation", "listPets");
    expect(requirementsOf(run)).to.deep.equal(["listPets.request.query.limit"]);
    const [divergence] = run.divergences;
    expect(divergence?.exchanges[0]?.request.url).to.equal(`${url}/v1/pets?limit=1.5`);
  });

  it("asks for examples of parameters at an operation's own server, and once without the credentials that it has", async () => {
    const file = folder.write(
      "keys.yaml",
      `openapi: 3.0.3
info: { title: keys, version: "1" }
servers: [{ url: /v1 }]
security: [{ key: [] }]
paths:
  /keys/{id}:
    servers: [{ url: "https://{place}.example/v2", variables: { place: { default: eu } } }]
    parameters: [{ name: id, in: path, required: true, schema: { type: string, minLength: 3 }, example: abc }]
    get: { operationId: getKey, responses: { "200": { description: a key }, "401": { description: no }, "404": { description: none } } }
  /open:
    get: { operationId: open, security: [{}], responses: { "200": { description: all } } }
  /events:
    get: { operationId: events, responses: { "200": { description: all, content: { text/event-stream: {} } } } }
`,
    );
    const asked: string[] = [];
    let isLax = true;
    const url = await serve((_method, place, _body, { authorization }) => {
      asked.push(`${place.pathname} ${authorization}`);
      if (authorization === undefined && !isLax && place.pathname !== "/v1/open") return [401];
      return place.pathname === "/v2/keys/abc" || place.pathname === "/v1/open" ? [200] : [404];
    });
    const profile = folder.write(
      "profile.yaml",
      `profile: 1\nhost: ${url}\norganisations: [{ name: main, auth: { headers: { Authorization: "\${KEY:-secret}" } } }]\n`,
    );
    const { run } = await runWith(file, profile, "--cases", "4");
    expect(requirementsOf(run)).to.deep.equal(["getKey.security"]);
    expect(asked).to.include.members(["/v2/keys/abc secret", "/v2/keys/abc undefined", "/v1/open secret"]);
    expect(asked).to.not.include("/v1/open undefined");
    expect(run.cases.filter(({ status }) => status === "couldNotRun").map(({ operation }) => operation)).to.deep.equal([
      "events",
    ]);
    const replay = ["replay", folder.at("out/run.ndjson"), "--case", run.divergences[0]?.case ?? ""];
    expect((await runCommand(replay)).stdout).to.contain("It diverges.");
    isLax = false;
    expect((await runWith(file, profile, "--cases", "4")).run.divergences).to.deep.equal([]);
  });

  it("could not write where the profile does not allow it", async () => {
    const url = await serve(answerSoundly);
    const profile = folder.write(
      "profile.yaml",
      `profile: 1\nhost: ${url}\nwrites: false\norganisations: [{ name: main }]\n`,
    );
    const { run } = await runWith(pets, profile, "--cases", "10");
    const unable = run.cases.filter(({ status }) => status === "couldNotRun").map(({ operation }) => operation);
    expect(unable).to.have.members(["addPet", "dropPet"]);
  });

  describe("says what is wrong with a document, and where", () => {
    const head = "openapi: 3.0.3\ninfo: { title: T, version: '1' }\n";
    const schema = (text: string): string =>
      `${head}paths:\n  /a:\n    get:\n      responses:\n        "200": { description: a, content: { application/json: { schema: ${text} } } }\n`;
    const mistakes: readonly (readonly [what: string, text: string, message: RegExp])[] = [
      [
        "a reference that leads out of the folder",
        schema("{ $ref: ../secret.yaml }"),
        /api\.yaml:\d+:\d+ \/paths\/~1a\/.*\$ref: leads out of the document's folder/,
      ],
      [
        "a reference to another host",
        schema("{ $ref: 'http://host.example/a.yaml' }"),
        /leads to another place: http:\/\/host.example\/a.yaml; nothing is fetched/,
      ],
      [
        "a reference that leads nowhere",
        schema("{ $ref: '#/components/schemas/Gone' }"),
        /\/schema\/\$ref: leads nowhere/,
      ],
      ["a file that is not there", schema("{ $ref: gone.yaml }"), /gone\.yaml: cannot be read/],
      [
        "a schema that is described by itself alone",
        `${schema("{ $ref: '#/components/schemas/A' }")}components: { schemas: { A: { allOf: [{ $ref: '#/components/schemas/A' }] } } }\n`,
        /is described by itself alone/,
      ],
      [
        "another version",
        "swagger: '2.0'\ninfo: { title: T, version: '1' }\npaths: {}\n",
        /\/swagger: is Swagger 2\.0/,
      ],
      ["no paths", head, /has no paths/],
      [
        "no operation",
        `${head}paths: { a: { get: {} } }\n`,
        /api\.yaml:3:8 \/paths: has no operation to ask a host for/,
      ],
      [
        "a type that there is not",
        schema("{ properties: { a: { type: strin } } }"),
        /\/schema\/properties\/a\/type: has to be one of string, .*, and is "strin"/,
      ],

      ["what is no YAML", "openapi: [", /api\.yaml:\d+:\d+/],
    ];
    for (const [what, text, message] of mistakes) {
      it(what, async () => {
        const file = folder.write("api.yaml", text);
        const { code, stderr } = await runCommand([
          "run",
          "--openapi",
          file,
          "--target",
          "http://127.0.0.1:9",
          "--out",
          folder.at("out"),
        ]);
        expect(stderr).to.match(message);
        expect(stderr).not.to.contain("The tool failed");
        expect(code).to.equal(2);
      });
    }

    it("a link that leads out of the folder", async () => {
      folder.write("secret.yaml", "type: string\n");
      mkdirSync(folder.at("api"));
      symlinkSync(folder.at("secret.yaml"), folder.at("api/inside.yaml"));
      const file = folder.write("api/api.yaml", schema("{ $ref: inside.yaml }"));
      const { code, stderr } = await runCommand([
        "run",
        "--openapi",
        file,
        "--target",
        "http://127.0.0.1:9",
        "--out",
        folder.at("out"),
      ]);
      expect(stderr).to.contain("is a link that leads out of the document's folder");
      expect(code).to.equal(2);
    });

    it("a run without a host", async () => {
      const { code, stderr } = await runCommand(["run", "--openapi", pets, "--out", folder.at("out")]);
      expect(stderr).to.contain("--openapi needs a host to test");
      expect(code).to.equal(2);
    });
  });
});

function isList([status, body]: Answer): boolean {
  return status === 200 && Array.isArray(body);
}
