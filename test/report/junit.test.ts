import assert from "node:assert/strict";
import { create } from "xmlbuilder2";
import { renderReport } from "../../report/render-report.ts";
import { check, sampleResult } from "./sample-result.ts";

const xml = () => renderReport(sampleResult(), "junit");

describe("a report as JUnit XML", () => {
  it("has a suite per group and a case per check, and counts them", async () => {
    const text = await xml();
    assert.match(
      text,
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="Validation of netra-backend-staging" tests="7" failures="1" errors="0" skipped="1" time="0\.864">/,
    );
    assert.deepEqual(
      [...text.matchAll(/<testsuite name="([^"]+)"/g)].map(([, name]) => name),
      ["revision", "network", "endpoints", "startup", "websocket", "golden-path", "performance"],
    );
    assert.equal([...text.matchAll(/<testcase /g)].length, 7);
  });

  it("fails the case of a failed check with its findings, and skips that of a skipped one with its reason", async () => {
    const text = await xml();
    assert.match(
      text,
      /<failure message="start-up validation was bypassed" type="startup-log">start-up validation was bypassed\nlog: expected no bypass; found &lt;script&gt;/,
    );
    assert.match(text, /<skipped message="no user"\/>/);
  });

  it("passes a warning, with its reason, and tells of retries", async () => {
    const text = await xml();
    assert.match(text, /<system-out>warning: 12 days are left<\/system-out>/);
    assert.match(text, /<system-out>tried again after: the connection was reset<\/system-out>/);
  });

  it("stays well-formed whatever a service answers, control characters too", async () => {
    const result = sampleResult();
    result.checks.push(check("odd", "network", "fail", { reason: "got \u0000\u001b[31m ]]> & <b> \ud800" }));
    const text = await renderReport(result, "junit");
    assert.match(text, /message="got \uFFFD\uFFFD\[31m \]\]&gt; &amp; &lt;b&gt; \uFFFD"/);
    assert.equal(create(text).root().node.nodeName, "testsuites");
  });
});
