import assert from "node:assert/strict";
import { compareResults } from "../../report/compare/compare-results.ts";
import { renderComparison } from "../../report/render-report.ts";
import { check, sampleResult } from "./sample-result.ts";

function changed(change: (result: ReturnType<typeof sampleResult>) => void) {
  const result = sampleResult();
  change(result);
  return result;
}

describe("two results side by side", () => {
  it("are all the same where nothing changed", () => {
    const { checks, figures } = compareResults(sampleResult(), sampleResult());
    assert.ok([...checks, ...figures].every(({ change }) => change === "same"));
    assert.equal(checks.length, 7);
  });

  it("tell what got better and what worse, new and gone", () => {
    const later = changed((result) => {
      result.checks = result.checks.filter(({ id }) => id !== "latency");
      result.checks.push(check("fresh", "network", "pass"));
      for (const one of result.checks) {
        if (one.id === "startup-log") one.verdict = "pass";
        if (one.id === "health") one.verdict = "fail";
      }
    });
    const { checks } = compareResults(sampleResult(), later);
    assert.deepEqual(
      checks.filter(({ change }) => change !== "same").map(({ id, change }) => `${id} ${change}`),
      ["startup-log better", "health worse", "fresh new", "latency gone"],
    );
  });

  it("take a difference below 10 % for noise, and compute the percentage from the two numbers", () => {
    const later = changed((result) => {
      if (result.startup) result.startup.totalSeconds = 19.498 * 1.09;
      const [first] = result.measurements.latency;
      if (first) first.p50Milliseconds = 4.62;
      if (result.measurements.memory) result.measurements.memory.usedMiB = 48.2;
    });
    const figures = new Map(compareResults(sampleResult(), later).figures.map((row) => [row.name, row]));
    assert.deepEqual(figures.get("Start-up")?.change, "same");
    assert.deepEqual(figures.get("GET /health p50"), {
      name: "GET /health p50",
      unit: "ms",
      before: 2.31,
      after: 4.62,
      percentMore: 100,
      change: "worse",
    });
    assert.deepEqual(
      [figures.get("Memory in use")?.percentMore, figures.get("Memory in use")?.change],
      [-50, "better"],
    );
  });

  it("take anything above nothing for worse, and nothing after something for better, where a percentage says neither", () => {
    const withPhase = (value: number) =>
      changed((result) => {
        if (result.startup) result.startup.phases = [{ name: "CACHE", seconds: value, sharePercent: 0 }];
      });
    const between = (a: number, b: number) =>
      compareResults(withPhase(a), withPhase(b)).figures.find(({ name }) => name === "Start-up phase CACHE");
    assert.deepEqual(between(0, 12), {
      name: "Start-up phase CACHE",
      unit: "s",
      before: 0,
      after: 12,
      change: "worse",
    });
    assert.deepEqual([between(12, 0)?.percentMore, between(12, 0)?.change], [-100, "better"]);
    assert.equal(between(0, 0)?.change, "same");
  });

  it("say that times of the cloud and of a rehearsal cannot be compared", async () => {
    const cloud = changed((result) => {
      result.meta.from = "cloud";
    });
    const markdown = await renderComparison(cloud, sampleResult(), "markdown");
    assert.match(markdown, /MIXED: one was measured in the cloud and one in a rehearsal/);
  });

  it("render as a page too", async () => {
    const page = await renderComparison(sampleResult(), sampleResult(), "html");
    assert.match(page, /<h2>Figures<\/h2>/);
    assert.match(page, /From A to B: 0 worse, 0 better, 27 the same, 0 new, 0 gone\./);
  });
});
