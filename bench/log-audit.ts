/** Audits logs of two sizes, each in a process of its own, and prints what each took: `node bench/log-audit.ts [MiB]`. */
import { execFile } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { openInput } from "../cli/input-file.ts";
import { readLog } from "../validation/log-input/read-log.ts";
import { StartupLogAudit } from "../validation/startup-log/audit-startup-log.ts";
import { startupExpectation } from "../validation/startup-log/expectation.ts";

interface Measured {
  mebibytes: number;
  entries: number;
  seconds: number;
  peakMiB: number;
}

const SMALL_MEBIBYTES = 16;

/** One start and then requests without end, as `gcloud logging read --format=json` has them. */
async function generate(file: string, mebibytes: number): Promise<void> {
  const stream = createWriteStream(file);
  let [written, count] = [0, 0];
  stream.write("[\n");
  while (written < mebibytes * 2 ** 20) {
    const batch = Array.from({ length: 1000 }, () => JSON.stringify(entryOf(count++), null, 2));
    const text = `${written === 0 ? "" : ",\n"}${batch.join(",\n")}`;
    written += text.length;
    if (!stream.write(text)) await once(stream, "drain");
  }
  await pipeline(["\n]\n"], stream);
}

function entryOf(index: number): object {
  return {
    insertId: `entry-${index}`,
    jsonPayload: {
      message: `Request-scoped session ${index} completed for user ${index % 977}`,
      durationMs: index % 91,
    },
    labels: { instanceId: `instance-${index % 40}` },
    logName: "projects/netra-staging/logs/run.googleapis.com%2Fstdout",
    resource: { labels: { revision_name: "netra-backend-staging-00432-w88" }, type: "cloud_run_revision" },
    severity: "INFO",
    timestamp: new Date(Date.UTC(2026, 10, 21) + index * 10).toISOString(),
  };
}

async function audit(file: string): Promise<Measured> {
  const running = new StartupLogAudit(startupExpectation());
  const input = await openInput(file, new AbortController().signal);
  for await (const entries of readLog(input.chunks())) for (const entry of entries) running.add(entry);
  const { audit: result } = running.finish(file);
  const { maxRSS } = process.resourceUsage();
  return {
    mebibytes: Math.round(input.bytesRead() / 2 ** 20),
    entries: result.entries,
    seconds: process.uptime(),
    peakMiB: Math.round(maxRSS / 1024),
  };
}

async function measure(mebibytes: number): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), "log-audit-"));
  try {
    const file = join(folder, "log.json");
    await generate(file, mebibytes);
    const { stdout } = await promisify(execFile)(process.execPath, [import.meta.filename, "--audit", file]);
    return JSON.parse(stdout) as Measured;
  } finally {
    await rm(folder, { recursive: true });
  }
}

const [option, file] = process.argv.slice(2);
if (option === "--audit" && file) console.log(JSON.stringify(await audit(file)));
else {
  const rows = [await measure(SMALL_MEBIBYTES), await measure(Number(option ?? 1024))];
  console.table(rows);
}
