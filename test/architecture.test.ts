import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What a folder may use, beside itself. Folders that are not listed may use everything. */
interface Layer {
  readonly folders: readonly string[];
  /** Packages and Node's own modules; an entry covers what is below it. */
  readonly packages: readonly string[];
  readonly instead: string;
}

const engine = ["src/model", "src/catalog", "src/check", "src/generate", "src/target", "src/capture", "src/run"];
const network = [
  "node:http",
  "node:https",
  "node:net",
  "node:tls",
  "node:stream",
  "node:zlib",
  "node:crypto",
  "node:util",
];

const layers: Readonly<Record<string, Layer>> = {
  "src/model": {
    folders: [],
    packages: [],
    instead: "src/model imports nothing: take the value as a parameter, or move the code to the folder that needs both",
  },
  "src/catalog": {
    folders: ["src/model"],
    packages: ["ajv", "ajv-formats", "openapi-types", "yaml"],
    instead:
      "what the documents say knows neither checks nor connections: move the code rightwards (check, target, run); files are read in scripts/",
  },
  "src/check": {
    folders: ["src/model", "src/catalog"],
    packages: [],
    instead: "checks are pure: take the value as a parameter, or put it into the Standard (suites/)",
  },
  "src/generate": {
    folders: ["src/model", "src/catalog"],
    packages: ["pure-rand", "fast-check", "json-schema-faker", "node:crypto"],
    instead: "generators are pure: take the seed, the clock or the check as a parameter",
  },
  "src/target": {
    folders: ["src/model", "src/catalog", "src/check", "src/generate"],
    packages: ["undici", ...network],
    instead: "a connection knows no run and no vendor: take the value as a parameter; scripts/ puts the parts together",
  },
  "src/capture": {
    folders: ["src/model", "src/catalog", "src/check", "src/generate"],
    packages: ["undici", ...network],
    instead:
      "a source of exchanges knows no run and no vendor: take the value as a parameter; scripts/ puts the parts together",
  },
  "src/run": {
    folders: engine,
    // Of perf_hooks the histogram alone: time comes from the clock that is handed over.
    packages: ["node:crypto", "node:perf_hooks"],
    instead: "a run takes the Standard, transports and sinks as values: hand them over in scripts/",
  },
  src: {
    folders: engine,
    packages: [],
    instead: "src/index.ts shows the engine alone; what knows the vendor has its own entry in package.json's exports",
  },
  schemas: { folders: [], packages: [], instead: "schemas/ is data: put code into src/catalog" },
  suites: {
    folders: [...engine, "schemas"],
    packages: ["pure-rand"],
    instead:
      "suites are data and pure functions, and see a host only through its replies: hand the rest over in scripts/ or test/",
  },
  contracts: {
    folders: [...engine, "schemas"],
    packages: ["@pact-foundation/pact", "chai", "mocha"],
    instead: "contracts see a host only through its replies: hand the mock over in scripts/ or test/",
  },
  mock: {
    folders: ["src/model"],
    packages: ["pure-rand", "node:crypto", "node:zlib"],
    instead:
      "the mock is a second reading of the documents, by its own code, and sees no schema, catalogue or rule: write the behaviour in mock/, on src/model alone",
  },
  "mock/mounts": {
    folders: ["src/model", "mock"],
    packages: [...network, "node:module"],
    instead: "a mount translates between a host and one way of reaching it: behaviour belongs to mock/",
  },
  reports: {
    folders: ["src/model"],
    // The last three are types alone.
    packages: ["node:crypto", "picocolors", "ctrf", "har-format", "sarif"],
    instead:
      "a report is a pure function of the Run: put what it needs into src/model/run.ts and let src/run fill it in",
  },
};

/** Imported by nobody: what stands at the outside. */
const unshipped = ["test", "bench", "examples"];
const outermost = ["scripts", ...unshipped];

/** The only files that may import what changes the whole process when it is imported. */
const alone: Readonly<Record<string, string>> = { nock: "mock/mounts/nock.ts" };

/** What mocha shows to people, which runs under mocha alone, and what a user's own chai is given. */
const faces = ["suites/describe-cases.ts", "suites/chai-plugin.ts"];

interface SourceFile {
  readonly path: string;
  readonly code: string;
  readonly imports: readonly string[];
}

const files = listFiles();

describe("The folders", () => {
  it("are all read by this test", () => {
    expect(files.length, "files found").to.be.greaterThan(80);
    const seen = new Set(files.map(({ path }) => layerOf(path)));
    for (const layer of [
      "src/model",
      "src/catalog",
      "src/check",
      "src/run",
      "suites",
      "mock",
      "mock/mounts",
      "reports",
      "scripts",
    ]) {
      expect(seen, `files of ${layer}`).to.include(layer);
    }
    expect(files.flatMap(({ imports }) => imports).length, "imports found").to.be.greaterThan(files.length);
  });

  it("are known, so that each has its place in the table", () => {
    const unknown = files
      .map(({ path }) => layerOf(path))
      .filter((layer) => !(layer in layers) && !outermost.includes(layer));
    expect([...new Set(unknown)], "add them to the table of this test").to.deep.equal([]);
  });

  it("import only what the table allows", () => {
    expect(files.flatMap(findForbiddenFolders)).to.deep.equal([]);
  });

  it("use only the packages that the table allows", () => {
    expect(files.filter(({ path }) => !isTest(path)).flatMap(findForbiddenPackages)).to.deep.equal([]);
  });

  it("leave tests to mocha, so that each runs once however many processes mocha has", () => {
    const wrong = files.flatMap(({ path, imports }) =>
      imports
        .filter((name) => /\.test\.[jt]s$/.test(name))
        .map(
          (name) =>
            `${path} imports ${name}, whose tests would run once more: move what it needs to a file in testing/ beside it`,
        ),
    );
    expect(wrong).to.deep.equal([]);
  });

  it("ship nothing of testing/, which is for tests alone", () => {
    const wrong = files.flatMap(({ path, imports }) =>
      imports
        .filter((name) => !isTest(path) && !unshipped.includes(layerOf(path)) && isTest(posix.join(path, "..", name)))
        .map((name) => `${path} imports ${name}: move what it needs out of testing/`),
    );
    expect(wrong).to.deep.equal([]);
  });

  it("leave process and console to scripts/", () => {
    const wrong = files
      .filter(({ path }) => !outermost.includes(layerOf(path)) && !isTest(path))
      .filter(({ code }) => /\b(process|console)\s*\.\s*\w/.test(code))
      .map(
        ({ path }) =>
          `${path} uses process or console: take the value or a function as a parameter, and pass it in scripts/`,
      );
    expect(wrong).to.deep.equal([]);
  });
});

function findForbiddenFolders({ path, imports }: SourceFile): string[] {
  const from = layerOf(path);
  const layer = layers[from];
  return imports
    .filter((name) => name.startsWith("."))
    .map((name) => posix.join(posix.dirname(path), name))
    .filter((target) => {
      const to = layerOf(target);
      if (to === from) return false;
      if (outermost.includes(to)) return !outermost.includes(from);
      if (layer === undefined || layer.folders.includes(to)) return false;
      // A test may put together what stands in subfolders of its own top-level folder.
      return !(isTest(path) && topOf(to) === topOf(from) && topOf(from) !== "src");
    })
    .map(
      (target) =>
        `${path} imports ${target}: ${layer?.instead ?? "nothing imports scripts/, test/, bench/ or examples/"}`,
    );
}

function findForbiddenPackages({ path, imports }: SourceFile): string[] {
  const layer = layers[layerOf(path)];
  return imports
    .filter((name) => !name.startsWith("."))
    .flatMap((name) => {
      const only = alone[packageOf(name)];
      if (only !== undefined) {
        return path === only
          ? []
          : [`${path} imports ${name}, which changes the process it is loaded into: only ${only} may`];
      }
      if (layer === undefined || faces.includes(path)) return [];
      return layer.packages.some((allowed) => name === allowed || name.startsWith(`${allowed}/`))
        ? []
        : [`${path} imports ${name}: ${layer.instead}`];
    });
}

function listFiles(): SourceFile[] {
  const tops = [...new Set([...Object.keys(layers).map(topOf), ...outermost])];
  return tops
    .flatMap((top) => listBelow(top))
    .filter((path) => path.endsWith(".ts"))
    .map((path) => {
      const code = readFileSync(join(root, path), "utf8").replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
      const imports = [
        ...code.matchAll(
          /(?:^|;\s*)(?:import|export)\b[^";]*\bfrom\s*"([^"]+)"|(?:^|;\s*)import\s*"([^"]+)"|\bimport\(\s*"([^"]+)"/gm,
        ),
      ].map(([, ...names]) => names.find((name) => name !== undefined) ?? "");
      return { path, code, imports };
    });
}

function listBelow(top: string): string[] {
  try {
    const names = readdirSync(join(root, top), { recursive: true, encoding: "utf8" });
    return names
      .map((name) => `${top}/${name.replaceAll("\\", "/")}`)
      .filter((path) => !path.includes("/node_modules/"));
  } catch {
    // bench/, contracts/ and examples/ need not be there.
    return [];
  }
}

/** The row of the table that a file belongs to: the longest that covers it, for src/ its second level. */
function layerOf(path: string): string {
  const [top = "", second = ""] = path.split("/");
  if (top === "src") return second.endsWith(".ts") ? "src" : `src/${second}`;
  return `${top}/${second}` in layers ? `${top}/${second}` : top;
}

function topOf(path: string): string {
  return path.split("/")[0] ?? "";
}

function packageOf(name: string): string {
  return name
    .split("/")
    .slice(0, name.startsWith("@") ? 2 : 1)
    .join("/");
}

/** A test, or what tests share. */
function isTest(path: string): boolean {
  return path.endsWith(".test.ts") || path.includes("/testing/");
}
