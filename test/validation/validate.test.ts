import assert from "node:assert/strict";
import type { Check } from "../../validation/check.ts";
import { passed } from "../../validation/outcome.ts";
import { claimOf, percentLess } from "../../validation/result/claim.ts";
import { validationResultSchema } from "../../validation/result.ts";
import { validate } from "../../validation/validate.ts";
import { checkContext, DIGEST } from "./check-context.ts";

const known = { project: "p", region: "r", key: "backend", standIns: [], command: "stage validate" };
const silent = { started: () => undefined, ended: () => undefined };

function check(id: string, run: Check["run"], overrides: Partial<Check> = {}): Check {
  return { id, title: id, group: "revision", needs: [], run, ...overrides };
}

describe("a validation's result", () => {
  it("holds to its own schema, with what was measured, the memory's claim and the verdict", async () => {
    const measured = { coldStart: { seconds: 0.5, n: 1, source: "the log" } };
    const checks = [check("one", async () => passed("fine", { measured }))];
    const result = await validate(checks, checkContext("http://127.0.0.1:1"), known, [], silent);
    assert.deepEqual(validationResultSchema.parse(result), result);
    assert.equal(result.verdict.summary, "READY: 1 of 1 needed checks passed");
    assert.equal(result.meta.image.digest, DIGEST);
    assert.deepEqual(result.measurements.coldStart, measured.coldStart);
    assert.deepEqual(
      result.claims.map(({ before, after, percentLess }) => [before, after, percentLess]),
      [[2048, 512, 75]],
    );
  });

  it("sets a month's estimated cost beside the one that was declared before, as an estimate", async () => {
    const context = checkContext("http://127.0.0.1:1");
    context.settings.validation.before.monthlyUsd = 650;
    const cost = { expectedUsd: 41.934, source: "an estimate" };
    const { claims } = await validate([], { ...context, cost }, known, [], silent);
    const { name, before, after, percentLess: less, afterSource } = claims.at(-1) ?? {};
    assert.deepEqual(
      [name, before, after, less, afterSource],
      ["Cost of a month", 650, 41.93, 93.5, "an estimate"],
    );
  });

  it("takes a secret that one check met out of what an earlier one saw", async () => {
    const checks = [
      check("earlier", async () => passed("saw opaque-planted-value")),
      check(
        "later",
        async ({ keepSecret }) => {
          keepSecret("opaque-planted-value");
          return passed("met it");
        },
        { alone: true },
      ),
    ];
    const result = await validate(checks, checkContext("http://127.0.0.1:1"), known, [], silent);
    assert.equal(result.checks[0]?.reason, "saw [redacted]");
    assert.ok(!JSON.stringify(result).includes("planted"));
  });

  it("keeps what checks share going when the one that asked first runs out of time", async () => {
    const work = Promise.withResolvers<string>();
    const ask: Check["run"] = async ({ once }) => {
      const told = await once("shared", (shared) => {
        const ended = new Promise<string>((_, reject) => {
          shared.signal.addEventListener("abort", () => reject(shared.signal.reason));
        });
        return Promise.race([work.promise, ended]);
      });
      return passed(told);
    };
    const late = check("late", ask, { alone: true, timeLimitSeconds: 0.05 });
    const patient = check("patient", ask, { alone: true });
    const observer = { started: () => undefined, ended: () => work.resolve("told") };
    const result = await validate([late, patient], checkContext("http://127.0.0.1:1"), known, [], observer);
    assert.deepEqual(
      result.checks.map(({ id, verdict, reason }) => [id, verdict, reason]),
      [
        ["late", "fail", "not done within 0.05 s"],
        ["patient", "pass", "told"],
      ],
    );
  });

  it("is whole, and ends what checks share, when all that asked run out of time", async () => {
    let reason: unknown;
    const never: Check["run"] = async ({ once }) => {
      await once("shared", ({ signal }) => {
        signal.addEventListener("abort", () => {
          reason = signal.reason;
        });
        return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
      });
      return passed("never");
    };
    const checks = ["one", "two"].map((id) => check(id, never, { alone: true, timeLimitSeconds: 0.05 }));
    const { verdict } = await validate(checks, checkContext("http://127.0.0.1:1"), known, [], silent);
    assert.equal(verdict.verdict, "NOT READY");
    assert.ok(reason instanceof Error);
  });

  it("has no percentage that its two numbers do not give", () => {
    assert.equal(percentLess(350, 150), 57.1);
    const figures = { name: "Image size", unit: "MB", before: 350, after: 150 };
    const claim = claimOf({ ...figures, beforeSource: "a report", afterSource: "measured" });
    const result = { schemaVersion: 1, claims: [{ ...claim, percentLess: 78 }] };
    const issues = validationResultSchema.safeParse(result).error?.issues ?? [];
    assert.ok(
      issues.some(
        ({ path, message }) => path.join(".") === "claims.0.percentLess" && /two numbers/.test(message),
      ),
    );
  });
});
