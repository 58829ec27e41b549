import assert from "node:assert/strict";
import { Fault } from "../../faults/fault.ts";
import type { Check, CheckOutcome } from "../../validation/check.ts";
import { HTTPS, OPEN_SERVICE, READY_REVISION } from "../../validation/needs.ts";
import { failed, passed } from "../../validation/outcome.ts";
import { runChecks } from "../../validation/run-checks.ts";
import { checkContext, resultOf, subjectRevision } from "./check-context.ts";

function check(run: Check["run"], overrides: Partial<Check> = {}): Check {
  return { id: "a", title: "A", group: "revision", needs: [], run, ...overrides };
}

const context = () => checkContext("http://127.0.0.1:1");

describe("running a check", () => {
  it("tries again where it may, and says how often and what was seen before", async () => {
    const outcomes: CheckOutcome[] = [failed("HTTP 503"), passed("HTTP 200")];
    const flaky = check(async () => outcomes.shift() ?? failed("asked too often"), { attempts: 3 });
    const { verdict, attempts, retries, reason } = await resultOf(flaky, context());
    assert.deepEqual([verdict, attempts, retries], ["warn", 2, ["HTTP 503"]]);
    assert.equal(reason, "only at attempt 2: HTTP 200");
  });

  it("fails after the last attempt, with the reasons of all", async () => {
    const { verdict, attempts, retries } = await resultOf(
      check(async () => failed("HTTP 503"), { attempts: 2 }),
      context(),
    );
    assert.deepEqual([verdict, attempts, retries], ["fail", 2, ["HTTP 503"]]);
  });

  it("is ended at its time limit", async () => {
    let ended = false;
    const endless = check(
      ({ signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => {
            ended = true;
            reject(signal.reason);
          });
        }),
      { timeLimitSeconds: 0.05 },
    );
    const { verdict, reason } = await resultOf(endless, context());
    assert.deepEqual([verdict, reason, ended], ["fail", "not done within 0.05 s", true]);
  });

  it("is skipped, and not run, where something that it needs is missing", async () => {
    const never = (needs: Check["needs"]) => check(() => assert.fail("it was run"), { needs });
    const closed = context();
    closed.settings.publicAccess = false;
    const broken = context();
    broken.subject.revision = subjectRevision({ condition: { readiness: "failed", message: "exited" } });
    const rehearsed = { ...context(), from: "rehearsal" as const };
    const results = await Promise.all([
      resultOf(never([OPEN_SERVICE]), closed),
      resultOf(never([READY_REVISION]), broken),
      resultOf(never([HTTPS]), rehearsed),
      resultOf(never([HTTPS]), context()),
    ]);
    assert.deepEqual(
      results.map(({ verdict, needed, attempts, reason }) => [verdict, needed, attempts, reason]),
      [
        ["skipped", true, 0, "the service is not public (publicAccess: false)"],
        ["skipped", true, 0, "backend-b is not ready"],
        ["skipped", false, 0, "the rehearsal serves plain HTTP"],
        ["skipped", true, 0, "http://127.0.0.1:1 is no HTTPS address"],
      ],
    );
  });

  it("is skipped where the cloud does not tell: that is no failure of the service", async () => {
    const refused = new Fault({ code: "cloud-refused", outcome: "cloud", summary: "refused: HTTP 403" });
    const { verdict, needed, reason } = await resultOf(
      check(() => Promise.reject(refused)),
      context(),
    );
    assert.deepEqual([verdict, needed, reason], ["skipped", true, "refused: HTTP 403"]);
  });

  it("lets a bug through as a bug", async () => {
    const bug = check(() => Promise.reject(new TypeError("undefined is not a function")));
    await assert.rejects(resultOf(bug, context()), TypeError);
  });

  it("takes secrets out of everything it came to, known ones and those that look like one", async () => {
    const jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1c2VyIn0.c2lnbmF0dXJl";
    const leaky = check(async ({ keepSecret }) => {
      keepSecret("planted-known-secret");
      return failed(`answered ${jwt}`, {
        evidence: [{ kind: "text", title: "planted-known-secret", text: 'password="hunter2hunter2"' }],
        findings: [{ path: "a", expected: "b", actual: "Authorization: Bearer planted-bearer-token" }],
      });
    });
    const text = JSON.stringify(await resultOf(leaky, context()));
    for (const planted of [jwt, "planted-known-secret", "hunter2hunter2", "planted-bearer-token"]) {
      assert.ok(!text.includes(planted), planted);
    }
  });

  it("runs checks side by side, and those that have to be alone after them, one by one", async () => {
    const order: string[] = [];
    const { promise: together, resolve } = Promise.withResolvers<void>();
    const one = (id: string, alone: boolean, work: () => Promise<void>) =>
      check(async () => work().then(() => passed(id)), { id, alone });
    const checks = [
      one("alone", true, async () => void order.push("alone")),
      one("waits", false, () => together),
      one("frees", false, async () => resolve()),
    ];
    const observer = {
      started: () => undefined,
      ended: ({ id }: Check) => void (id === "alone" ? undefined : order.push(id)),
    };
    const ended = await runChecks(checks, context(), observer);
    assert.equal(order.at(-1), "alone");
    assert.deepEqual(
      ended.map(({ result }) => result.id),
      ["alone", "waits", "frees"],
    );
  });
});
