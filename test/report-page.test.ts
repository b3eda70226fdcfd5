import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { renderHtml } from "../reports/html.ts";
import type { Divergence, Run } from "../src/model/run.ts";
import { type Folder, makeFolder } from "./command.ts";

/** A browser of the system: CI installs one, elsewhere the tests say that they did not run. */
const browsers = [
  process.env["CHROMIUM"] ?? "",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];
const executablePath = browsers.find((path) => path !== "" && existsSync(path));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const readRun = (file: string): Run =>
  JSON.parse(readFileSync(new URL(`../reports/${file}`, import.meta.url), "utf8")) as Run;
const sample = readRun("samples/report.json");
const hostile = readRun("hostile-run.json");

describe(`The page of a report in a browser${executablePath === undefined ? " (not run: there is no Chromium; name one in CHROMIUM)" : ""}`, () => {
  let browser: Browser;
  let folder: Folder;
  before(async function () {
    if (executablePath === undefined) return this.skip();
    folder = makeFolder();
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  });
  after(async () => {
    if (executablePath === undefined) return;
    await browser.close();
    folder.remove();
  });

  /** Opens a run's page from a file, as a reader would; what the page logs or tries to load is in `troubles`. */
  async function open(run: Run, options: BrowserContextOptions = {}, hash = "") {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    const troubles: string[] = [];
    page.on("console", (message) => troubles.push(message.text()));
    page.on("pageerror", (error) => troubles.push(error.message));
    page.on("dialog", (dialog) => {
      troubles.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("request", (request) => {
      if (!request.url().startsWith("file:")) troubles.push(`request: ${request.url()}`);
    });
    const file = folder.write("report.html", renderHtml(run));
    await page.goto(`${pathToFileURL(file).href}${hash}`);
    return { page, troubles, close: () => context.close() };
  }

  const countShown = (page: Page): Promise<number> => page.locator("article[data-class]:visible").count();

  const looks: readonly (readonly [what: string, options: BrowserContextOptions])[] = [
    ["in light colours", {}],
    ["in dark colours", { colorScheme: "dark" }],
    ["on a phone", { viewport: { width: 390, height: 800 } }],
  ];
  for (const [what, options] of looks) {
    it(`keeps WCAG AA ${what}, loads nothing and logs nothing`, async () => {
      const { page, troubles, close } = await open(hostile, options);
      // A page without its policy would let the test's own script in as well; the policy is tested by itself.
      await page.evaluate(axe);
      const found = await page.evaluate<readonly string[]>(`axe
        .run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] })
        .then(({ violations }) =>
          violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html.slice(0, 120)).join(" ")))`);
      expect(found).to.deep.equal([]);
      expect(troubles).to.deep.equal([]);
      const width = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
      expect(width, "nothing is wider than the window").to.equal(0);
      await close();
    });
  }

  it("runs no script but its own, whatever a host sent", async () => {
    const [first] = hostile.divergences as readonly [Divergence, ...Divergence[]];
    const attack = `</script></style></pre></title>--><script>owned=1</script><img src=x onerror="owned=1"><svg onload=owned=1>`;
    const spoilt: Divergence = {
      ...first,
      actual: attack,
      statement: attack,
      operation: `x" onclick="owned=1`,
      organisation: attack,
      case: attack,
      reproduction: { curl: attack, replay: attack },
      exchanges: first.exchanges.map((exchange) => ({
        ...exchange,
        outcome: {
          kind: "response",
          status: 200,
          ms: 1,
          headers: [["X-Attack", attack]],
          body: { text: attack },
        },
      })),
    };
    const { page, troubles, close } = await open({
      ...hostile,
      run: { ...hostile.run, target: attack },
      divergences: [spoilt, first],
      notes: [{ text: attack, operation: attack, count: 1 }],
    });
    await page.locator("article").first().click();
    expect(await page.evaluate(`"owned" in globalThis`)).to.equal(false);
    expect(await page.locator("img").count()).to.equal(0);
    expect(troubles).to.deep.equal([]);
    await page.evaluate(`(() => {
      const script = document.createElement("script");
      script.textContent = "globalThis.owned = 1";
      document.body.append(script);
    })()`);
    expect(await page.evaluate(`"owned" in globalThis`), "the policy lets no other script run").to.equal(false);
    await close();
  });

  it("filters by text and choice, keeps that in the address, and comes back to it", async () => {
    const { page, close } = await open(sample);
    const all = sample.divergences.length;
    expect(await countShown(page)).to.equal(all);
    await page.keyboard.press("/");
    await page.keyboard.type("8015");
    const named = sample.divergences.filter(({ requirement }) => requirement.includes("8015")).length;
    expect(await countShown(page)).to.equal(named);
    await page.locator("select[name=organisation]").selectOption("second");
    expect(await countShown(page)).to.equal(1);
    expect(await page.locator("#filter-status").textContent()).to.equal(`1 of ${all} shown`);
    const hash = new URL(page.url()).hash;
    expect(hash).to.equal("#?q=8015&organisation=second");
    const again = await open(sample, {}, hash);
    expect(await countShown(again.page)).to.equal(1);
    await again.close();
    await page.locator("input[name=q]").focus();
    await page.keyboard.press("Escape");
    await page.waitForFunction(`document.querySelectorAll("article[data-class]:not([hidden])").length === ${all}`);
    await close();
  });

  it("is walked through by keys and copies commands", async () => {
    const { page, close } = await open(sample, { permissions: ["clipboard-read", "clipboard-write"] });
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    const second = await page.evaluate("document.activeElement.id");
    expect(second).to.equal(await page.locator("article").nth(1).getAttribute("id"));
    await page.keyboard.press("k");
    const button = page.locator("article").first().locator("button.copy").last();
    await button.click();
    await button.filter({ hasText: /^Copied$/ }).waitFor();
    const copied = await page.evaluate("navigator.clipboard.readText()");
    expect(copied).to.equal(sample.divergences[0]?.reproduction.replay);
    await close();
  });

  it("stays a page that can be searched with 5,000 divergences", async () => {
    const [first] = sample.divergences as readonly [Divergence, ...Divergence[]];
    const divergences = Array.from({ length: 5000 }, (_, index): Divergence => ({
      ...first,
      fingerprint: index.toString(16).padStart(16, "0"),
      actual: `number ${index} of many`,
    }));
    const { page, close } = await open({ ...sample, divergences });
    expect(await page.locator("article[data-class]").count()).to.equal(5000);
    const shown = 300 * first.exchanges.length;
    expect(await page.locator(".exchange").count(), "most leave their exchanges to the files").to.equal(shown);
    await page.locator("input[name=q]").fill("number 4711");
    expect(await countShown(page)).to.equal(1);
    await close();
  });

  it("prints every divergence, without its controls", async () => {
    const { page, close } = await open(hostile);
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("#filters").isVisible()).to.equal(false);
    expect(await page.locator("button.copy:visible").count()).to.equal(0);
    expect(await countShown(page)).to.equal(hostile.divergences.length);
    await close();
  });
});
