import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { numberText } from "../../report/cells.ts";
import { renderReport } from "../../report/render-report.ts";
import { ensureBrowser } from "../../toolchain/index.ts";
import type { ValidationResult } from "../../validation/result.ts";
import { sampleResult } from "../report/sample-result.ts";

const projectDir = join(import.meta.dirname, "../..");

describe("a report in a real browser", function () {
  this.timeout(300_000);
  let browser: Browser;
  let folder: string;
  let address: string;
  let result: ValidationResult;

  before(async () => {
    const executablePath = await ensureBrowser({ projectDir });
    browser = await chromium.launch({
      executablePath,
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    });
    folder = mkdtempSync(join(tmpdir(), "report-"));
    result = sampleResult();
    const file = join(folder, "report.html");
    writeFileSync(file, await renderReport(result, "html"));
    address = pathToFileURL(file).href;
  });
  after(async () => {
    await browser?.close();
    if (folder) rmSync(folder, { recursive: true });
  });

  /** The page with all that its console and network said. */
  async function open(options: Parameters<Browser["newPage"]>[0]): Promise<{ page: Page; said: string[] }> {
    const page = await browser.newPage(options);
    const said: string[] = [];
    page.on("console", (message) => said.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => said.push(`error: ${error.message}`));
    page.on("request", (request) => request.url() !== address && said.push(`fetched ${request.url()}`));
    await page.goto(address);
    return { page, said };
  }

  for (const colorScheme of ["light", "dark"] as const) {
    it(`opens in ${colorScheme} without a word on the console, and fetches nothing`, async () => {
      const { page, said } = await open({ colorScheme });
      assert.deepEqual(
        said.filter((line) => line !== "fetched data:,"),
        [],
      );
      const [background, text] = await page.evaluate(() => {
        const { backgroundColor, color } = getComputedStyle(document.body);
        return [backgroundColor, color];
      });
      const lightness = (color: string | undefined) => Number(/\d+/.exec(color ?? "")?.[0]);
      assert.equal(
        lightness(background) > lightness(text),
        colorScheme === "light",
        `${text} on ${background}`,
      );
    });

    it(`draws its charts in colours of the ${colorScheme} page`, async () => {
      const { page } = await open({ colorScheme });
      const drawn = await page.evaluate(() =>
        [...document.querySelectorAll("figure svg")].map((svg) => ({
          width: svg.getBoundingClientRect().width,
          fills: [...svg.querySelectorAll("path[fill]")].map((path) => getComputedStyle(path).fill),
          text: svg.textContent ?? "",
        })),
      );
      assert.equal(drawn.length, 4);
      for (const { width, fills, text } of drawn) {
        assert.ok(width > 300 && text.length > 20, text);
        assert.ok(
          fills.some((fill) => /^rgb\((?!0, 0, 0)/.test(fill)),
          fills.join(),
        );
      }
    });
  }

  it("shows just the figures that the JSON has, each where it says it is from", async () => {
    const { page } = await open({});
    const shown = await page.evaluate(() =>
      [...document.querySelectorAll("data[data-path]")].map((element) => ({
        path: element.getAttribute("data-path") ?? "",
        value: Number(element.getAttribute("value")),
        text: element.textContent ?? "",
      })),
    );
    assert.ok(shown.length > 60, `${shown.length} figures`);
    for (const { path, value, text } of shown) {
      assert.equal(value, at(result, path), path);
      const isBytes = path.endsWith("sizeBytes");
      assert.equal(text.split(" ")[0], numberText(isBytes ? value / 2 ** 20 : value), path);
    }
    const paths = new Set(shown.map(({ path }) => path));
    for (const path of figuresOf(result)) assert.ok(paths.has(path), `${path} is not shown`);
  });

  it("shows every check with its verdict, and the verdict of the whole", async () => {
    const { page } = await open({});
    const shown = await page.evaluate(() =>
      [...document.querySelectorAll("[data-check]")].map((element) => [
        element.getAttribute("data-check"),
        element.querySelector(".pill")?.textContent,
      ]),
    );
    assert.deepEqual(
      Object.fromEntries(shown),
      Object.fromEntries(result.checks.map(({ id, verdict }) => [id, verdict])),
    );
    assert.equal(await page.locator(".stamp").textContent(), "NOT READY (rehearsal)");
    assert.match((await page.locator(".mark").first().textContent()) ?? "", /^REHEARSAL/);
  });

  it("lets nothing hostile come alive", async () => {
    const { page } = await open({});
    assert.equal(await page.title(), "Validation of netra-backend-staging: NOT READY (rehearsal)");
    assert.equal(await page.locator("script, img").count(), 0);
    assert.match(
      (await page.locator("#check-startup-log").textContent()) ?? "",
      /<script>document\.title = "hacked"<\/script>/,
    );
  });

  it("fits a narrow screen without scrolling sideways, and prints with nothing folded into a scroll bar", async () => {
    const { page } = await open({ viewport: { width: 375, height: 700 } });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 375);
    const printed = await page.pdf({ format: "A4", printBackground: true });
    assert.equal(printed.subarray(0, 5).toString(), "%PDF-");
  });
});

function at(value: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], value);
}

/** Places of the figures that a reader looks for. */
function figuresOf({ startup, measurements, claims }: ValidationResult): string[] {
  return [
    "startup.totalSeconds",
    "image.sizeBytes",
    "measurements.memory.usedMiB",
    "measurements.coldStart.seconds",
    ...(startup?.phases ?? []).flatMap((_, index) => [
      `startup.phases.${index}.seconds`,
      `startup.phases.${index}.sharePercent`,
    ]),
    ...measurements.latency.flatMap((_, index) =>
      ["n", "p50Milliseconds", "p95Milliseconds", "p99Milliseconds"].map(
        (name) => `measurements.latency.${index}.${name}`,
      ),
    ),
    ...claims.map((_, index) => `claims.${index}.percentLess`),
  ];
}
