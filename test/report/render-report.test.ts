import assert from "node:assert/strict";
import { readResult } from "../../report/read-result.ts";
import { renderReport } from "../../report/render-report.ts";
import { check, HOSTILE, sampleResult } from "./sample-result.ts";

const TITLES = [
  "Executive summary",
  "Deployment details",
  "Revision status and traffic",
  "Start-up phases and log audit",
  "WebSocket",
  "Endpoints and golden path",
  "Performance",
  "Risk",
  "Rollback readiness",
  "Pre-production checklist",
  "Verdict",
];

describe("a report", () => {
  it("has all its sections in order, as a page and as Markdown", async () => {
    const page = await renderReport(sampleResult(), "html");
    const markdown = await renderReport(sampleResult(), "markdown");
    assert.deepEqual(
      [...page.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, title]) => title),
      TITLES,
    );
    assert.deepEqual(
      [...markdown.matchAll(/^## (.*)$/gm)].map(([, title]) => title),
      TITLES,
    );
  });

  it("says before anything else that it is from a rehearsal, and what stood in for what", async () => {
    const marks = ["REHEARSAL: measured on one machine", "STAND-IN: the base image node:24-alpine"];
    for (const format of ["html", "markdown", "junit"] as const) {
      const text = await renderReport(sampleResult(), format);
      for (const mark of marks) assert.ok(text.includes(mark), `${format}: ${mark}`);
    }
    const markdown = await renderReport(sampleResult(), "markdown");
    assert.match(
      markdown,
      /^# Validation of netra-backend-staging: NOT READY \(rehearsal\)\n\n> \*\*REHEARSAL/,
    );
  });

  it("marks nothing of what was measured in the cloud without stand-ins", async () => {
    const result = sampleResult();
    result.meta = { ...result.meta, from: "cloud", standIns: [] };
    const markdown = await renderReport(result, "markdown");
    assert.match(markdown, /^# Validation of netra-backend-staging: NOT READY\n/);
    assert.doesNotMatch(markdown, /REHEARSAL|STAND-IN/);
  });

  it("gives each claim's percentage as its two numbers have it: 350 to 150 MB is 57.1 %, not 78", async () => {
    const markdown = await renderReport(sampleResult(), "markdown");
    assert.match(markdown, /^\| Image size \| 350 MB \| 150 MB \| 57\.1 % \|/m);
    assert.match(markdown, /^\| Cost a month \| 650 \$ \| 205 \$ \| 68\.5 % \|/m);
  });

  it("leaves hostile text inert in a page and in Markdown", async () => {
    const page = await renderReport(sampleResult(), "html");
    assert.ok(!page.includes("<script"), "a script");
    assert.ok(!/<img/i.test(page), "an image");
    assert.ok(page.includes("&lt;script>document.title"));
    const markdown = (await renderReport(sampleResult(), "markdown")).replace(
      /```[\s\S]*?```|`[^`\n]*`/g,
      "",
    );
    assert.doesNotMatch(markdown, /(?<!\\)<(?:script|img)/);
  });

  it("hides no retry and no skipped check", async () => {
    const markdown = await renderReport(sampleResult(), "markdown");
    assert.match(markdown, /Tried 2 times; before: the connection was reset/);
    assert.match(markdown, /SKIPPED The check golden-path \(not needed\): no user/);
  });

  it("ticks in its checklist only what was measured so", async () => {
    const markdown = await renderReport(sampleResult(), "markdown");
    assert.match(markdown, /^[-*] \[ \] Measured in the cloud, not in a rehearsal/m);
    assert.match(markdown, /^[-*] \[x\] The check health/m);
    assert.match(markdown, /^[-*] \[ \] The start-up log/m);
  });

  it("names a risk for what failed, what warned, what was tried again and what nobody proved", async () => {
    const markdown = await renderReport(sampleResult(), "markdown");
    const rows = [...markdown.matchAll(/^\| (?:\*\*)?(high|medium|unknown)(?:\*\*)? \|.*\| (\S+) \|$/gm)];
    assert.deepEqual(
      rows.map(([, level, from]) => `${level} ${from}`),
      [
        "high startup-log",
        "medium tls-expiry",
        "medium websocket-refusal",
        "unknown golden-path",
        "unknown rehearsal",
      ],
    );
  });

  it("is the same again from its own JSON", async () => {
    const json = await renderReport(sampleResult(), "json");
    assert.deepEqual(readResult(json, "result.json"), sampleResult());
    assert.equal(
      await renderReport(readResult(json, "result.json"), "html"),
      await renderReport(sampleResult(), "html"),
    );
  });

  it("refuses what is no result, naming where", () => {
    const broken = { ...sampleResult(), checks: [{ ...check("x", "network", "pass"), verdict: "fine" }] };
    assert.throws(() => readResult(JSON.stringify(broken), "r.json"), {
      code: "result-unreadable",
      message: "r.json is no result of a validation.",
    });
    assert.throws(() => readResult("no", "r.json"), { code: "result-unreadable" });
  });

  it("holds a claim to its two numbers when it is read", () => {
    const result = sampleResult();
    const [claim] = result.claims;
    assert.ok(claim);
    claim.percentLess = 78;
    assert.throws(
      () => readResult(JSON.stringify(result), "r.json"),
      (fault: Error & { findings?: unknown }) => {
        assert.deepEqual(fault.findings, [
          {
            path: "claims.0.percentLess",
            expected: "what docs/validation-result.schema.json says",
            actual: "is not what the two numbers give",
          },
        ]);
        return true;
      },
    );
  });

  it("carries no secret, whether it is known or only looks like one, in any format", async () => {
    const known = "plain-words-known-to-be-secret";
    const token = ["eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiJ1In0", "c2lnbmF0dXJl"].join(".");
    const result = sampleResult();
    result.checks.push(
      check("leak", "endpoints", "fail", {
        reason: `answered with ${known}`,
        findings: [{ path: "body", expected: "none", actual: `Bearer ${token}` }],
        evidence: [
          {
            kind: "http",
            request: {
              method: "GET",
              url: `https://x.example/?token=${token}`,
              headers: { authorization: "opaque-value-1" },
            },
            response: {
              status: 200,
              headers: { "set-cookie": "opaque-value-2" },
              body: `{"password":"hunter22"}`,
              milliseconds: 1,
            },
          },
        ],
      }),
    );
    for (const format of ["html", "markdown", "junit", "json"] as const) {
      const text = await renderReport(result, format, { secrets: [known] });
      for (const secret of [known, token, "opaque-value", "hunter22"]) {
        assert.ok(!text.includes(secret), `${format} holds ${secret}`);
      }
      assert.ok(text.includes("[redacted]") || text.includes("\\[redacted]"), format);
    }
  });

  it("draws charts that say in words what they show, their labels escaped", async () => {
    const page = await renderReport(sampleResult(), "html");
    for (const id of ["chart-startup", "chart-latency", "chart-traffic", "chart-layers"]) {
      assert.match(page, new RegExp(`<figure id="${id}" role="img" aria-label="[^"]{20,}`));
    }
    assert.equal([...page.matchAll(/<svg /g)].length, 4);
    assert.ok(HOSTILE.startsWith("<script>"));
  });
});
