import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { stringify } from "yaml";
import { Fault } from "../../../faults/fault.ts";
import { readLog } from "../../../validation/log-input/read-log.ts";
import { auditStartupLog } from "../../../validation/startup-log/audit-startup-log.ts";
import { startupExpectation } from "../../../validation/startup-log/expectation.ts";
import type { LogEntry } from "../../../validation/startup-log/log-entry.ts";

const FIXTURE = join(import.meta.dirname, "../startup-log/fixtures/staging-start.log");
const lines = readFileSync(FIXTURE, "utf8").trimEnd().split("\n");

const cloudEntry = (text: string, index: number) => ({
  insertId: `id-${index}`,
  labels: { instanceId: "00f46b92" },
  logName: "projects/netra-staging/logs/run.googleapis.com%2Fstderr",
  receiveTimestamp: "2025-09-11T19:50:32Z",
  resource: { labels: { revision_name: "netra-backend-staging-00432-w88" }, type: "cloud_run_revision" },
  severity: "INFO",
  textPayload: text,
  timestamp: "2025-09-11T19:50:31.501Z",
});

async function* inPieces(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

async function read(text: string, size = 1 << 16): Promise<LogEntry[]> {
  const entries: LogEntry[] = [];
  for await (const some of readLog(inPieces(text, size))) entries.push(...some);
  return entries;
}

const FORMS: Record<string, string> = {
  "a pretty JSON array, as gcloud's --format=json": JSON.stringify(lines.map(cloudEntry), null, 2),
  "a JSON array on one line": JSON.stringify(lines.map(cloudEntry)),
  "a JSON object per line": lines.map((line, index) => JSON.stringify(cloudEntry(line, index))).join("\n"),
  "YAML documents, as gcloud prints by default": lines
    .map((line, index) => `---\n${stringify(cloudEntry(line, index))}`)
    .join(""),
  "YAML documents whose first field is one that few entries have": lines
    .map((line, index) => `---\n${stringify({ errorGroups: [{ id: "CJ" }], ...cloudEntry(line, index) })}`)
    .join(""),
  "plain text": lines.join("\n"),
  "plain text with a byte order mark and Windows line ends": `\uFEFF${lines.join("\r\n")}\r\n`,
  "what a container writes, a JSON object per line": lines
    .map((message) => JSON.stringify({ severity: "INFO", time: "2025-09-11T19:50:31Z", message }))
    .join("\n"),
  "stage logs --json": lines
    .map((payload) =>
      JSON.stringify({ timestamp: "2025-09-11T19:50:31Z", severity: "INFO", revision: "r", payload }),
    )
    .join("\n"),
};

const ERRORS = [
  "dependency-validation-failed",
  "golden-path-failed",
  "startup-validation-bypassed",
  "no-token",
  "session-middleware-missing",
  "import-failed",
  "transaction-none",
  "websocket-closed-1011",
  "false-calm",
];
const WARNINGS = [
  "no-monitoring-handlers",
  "clickhouse-unavailable",
  "dependency-validation-limited",
  "llm-configuration-missing",
];

describe("reading a log", () => {
  for (const [form, text] of Object.entries(FORMS)) {
    it(`names every error of the staging start in ${form}, and calls it NOT READY`, async () => {
      const { audit } = await auditStartupLog(await read(text), startupExpectation());
      const idsOf = (wanted: string) =>
        audit.findings.filter(({ severity }) => severity === wanted).map(({ id }) => id);
      assert.equal(audit.verdict, "fail");
      assert.deepEqual(idsOf("error").toSorted(), ERRORS.toSorted());
      assert.deepEqual(idsOf("warning").toSorted(), WARNINGS.toSorted());
      assert.equal(audit.findings.find(({ id }) => id === "golden-path-failed")?.count, 2);
      assert.equal(audit.totalSeconds, 19.501);
      assert.deepEqual(
        audit.phases.map(({ seconds, sharePercent }) => [seconds, sharePercent]),
        [
          [2.415, 12.4],
          [14.084, 72.2],
          [0.747, 3.8],
          [0.026, 0.1],
          [1.262, 6.5],
          [0.531, 2.7],
          [0.433, 2.2],
        ],
      );
      assert.ok(audit.systems.every(({ state }) => state === "up"));
    });

    it(`reads ${form} the same wherever it is cut into pieces`, async () => {
      const whole = await read(text);
      assert.equal(whole.length, lines.length);
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 300 }), async (size) =>
          assert.deepEqual(await read(text, size), whole),
        ),
        { numRuns: 8 },
      );
    });
  }

  it("tells braces and quotes within a JSON string from those around it", async () => {
    const texts = ['a "quoted" }{ line', "a backslash \\", "{\n]", '\\"'];
    const entries = await read(JSON.stringify(texts.map(cloudEntry)), 3);
    assert.deepEqual(
      entries.map(({ text }) => text),
      texts,
    );
  });

  it("knows the platform's and the requests' entries from the program's own", async () => {
    const log = (name: string) => `projects/p/logs/run.googleapis.com%2F${name}`;
    const entries = await read(
      JSON.stringify([
        { ...cloudEntry("probe", 1), logName: log("varlog%2Fsystem") },
        {
          logName: log("requests"),
          insertId: "2",
          severity: "ERROR",
          httpRequest: { requestMethod: "GET", requestUrl: "/ws", status: 500 },
        },
      ]),
    );
    assert.deepEqual(
      entries.map(({ source, text, httpStatus }) => [source, text, httpStatus]),
      [
        ["platform", "probe", undefined],
        ["request", "GET /ws 500", 500],
      ],
    );
  });

  it("takes time and severity from the beginning of a line", async () => {
    const [first, second, third] = await read(
      "2025-09-11 19:50:12,123 - netra.app - ERROR - boom\nWARNING:  careful\nno severity: ERROR is only a word",
    );
    assert.deepEqual([first?.time, first?.severity], ["2025-09-11T19:50:12.123Z", "ERROR"]);
    assert.equal(second?.severity, "WARNING");
    assert.equal(third?.severity, "DEFAULT");
  });

  it("reads an empty input as no entries, an empty array too, and what tools print for nothing", async () => {
    for (const nothing of ["", "\n\n", "[]\n", "{}\n", "null\n"])
      assert.deepEqual(await read(nothing), [], JSON.stringify(nothing));
  });

  for (const [what, bytes] of Object.entries({
    "UTF-16": Buffer.from("\uFEFFINFO started\nERROR: database refused\n", "utf16le"),
    "UTF-16 without a mark": Buffer.from("INFO started\nERROR: database refused\n", "utf16le"),
    gzip: gzipSync("INFO started\nERROR: database refused\n"),
    "no text": Buffer.from(Array.from({ length: 600 }, (_, index) => (index * 151) % 256)),
    "a web page": Buffer.from("<!DOCTYPE html>\n<html><body>502 Bad Gateway</body></html>\n"),
  })) {
    it(`refuses ${what}, which would be read as lines without an error`, async () => {
      await assert.rejects(read(new TextDecoder().decode(bytes)), { code: "log-unreadable" });
    });
  }

  it("reads a log with colours, umlauts in another encoding and a stray NUL", async () => {
    const bytes = Buffer.concat([
      Buffer.from("\u001b[32mINFO\u001b[0m Verbindung f"),
      Buffer.from([0xfc, 0]),
      Buffer.from("r alle\n"),
    ]);
    assert.equal((await read(new TextDecoder().decode(bytes))).length, 1);
  });

  it("takes pino's milliseconds for a time, and nothing for one that is none", async () => {
    const times = [1757619012123, "2025-09-11T19:30:12.123Z", "yesterday", 1e300];
    const entries = await read(times.map((time) => JSON.stringify({ level: 30, time, msg: "x" })).join("\n"));
    assert.deepEqual(
      entries.map(({ time }) => time),
      ["2025-09-11T19:30:12.123Z", "2025-09-11T19:30:12.123Z", undefined, undefined],
    );
  });

  it("reads an entry that is nested deeper than anything can show", async () => {
    const deep = `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`;
    const [entry] = await read(deep);
    assert.equal(entry?.text, "(an entry that is nested too deep to be shown)");
  });

  it("refuses an array that was cut off, and an entry that is broken, without repeating it", async () => {
    const cut = JSON.stringify([cloudEntry("x", 1)]).slice(0, -10);
    await assert.rejects(
      read(cut),
      (fault: Fault) => fault.findings[0]?.actual === "an end of input within one: was the file cut off?",
    );
    await assert.rejects(
      read(`${JSON.stringify([cloudEntry("x", 1), cloudEntry("y", 2)]).slice(0, -1)}\n`),
      (fault: Fault) => fault.findings[0]?.expected === "a whole JSON array",
    );
    const lastLine = JSON.stringify(cloudEntry("y", 2));
    await assert.rejects(read(`${JSON.stringify(cloudEntry("x", 1))}\n${lastLine.slice(0, -10)}`), {
      code: "log-unreadable",
    });
    const broken = `[{"textPayload": "password=hunter22", oops}]`;
    await assert.rejects(read(broken), (error: unknown) => {
      assert.ok(error instanceof Fault);
      assert.equal(error.code, "log-unreadable");
      assert.deepEqual(error.findings, [
        { path: "input", expected: "well-formed entries", actual: "entry 1 not well-formed" },
      ]);
      return true;
    });
  });

  it("refuses an entry without an end before it fills the memory", async () => {
    async function* endless() {
      yield `[{"textPayload":"`;
      for (;;) yield "x".repeat(1 << 20);
    }
    const reading = (async () => {
      for await (const some of readLog(endless())) assert.deepEqual(some, []);
    })();
    await assert.rejects(reading, { code: "log-unreadable" });
  });
});
