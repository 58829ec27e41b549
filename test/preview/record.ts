import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { createScratchProject, type ScratchProject } from "../rehearsal/scratch-project.ts";
import { changes, type RecordedChange } from "./recorded-changes.ts";
import { scrub } from "./scrub.ts";

/**
 * `node test/preview/record.ts` records the engine's event streams in `recorded/` anew, each from the real engine over a
 * rehearsal of this very program: the stack as it is committed is deployed, then each change is previewed from there. Takes
 * minutes, and needs what a rehearsal needs; tests only read what it wrote.
 */
const RECORDED = join(import.meta.dirname, "recorded");
/** Longer streams are kept compressed. */
const MAX_PLAIN_BYTES = 200_000;
const wanted = process.argv.slice(2);
const chosen = changes.filter(({ name }) => wanted.length === 0 || wanted.includes(name));

/** What the next run of `stage` gets on top of the environment. */
const env: Record<string, string> = {};
const fresh = createScratchProject(env);
const deployed = createScratchProject(env);
try {
  const up = await deployed.stage(["up", "--rehearsal"]);
  if (up.exitCode !== 0) throw new Error(`stage up ended with ${up.exitCode}:\n${up.stderr}`);
  for (const change of chosen) await record(change, change.from === "nothing" ? fresh : deployed);
} finally {
  await fresh.remove();
  await deployed.remove();
}

async function record(change: RecordedChange, project: ScratchProject): Promise<void> {
  const files = ["Pulumi.staging.yaml", ...Object.keys(change.edits ?? {})];
  const before = files.map((file) => [file, readFileSync(join(project.dir, file), "utf8")] as const);
  for (const [file, edit] of Object.entries(change.edits ?? {})) project.edit(file, edit);
  try {
    await change.prepare?.(project);
    Object.assign(env, change.env?.(project));
    const { exitCode, stderr } = await project.stage(["preview", "--rehearsal"]);
    if (exitCode !== change.exitCode) throw new Error(`${change.name}: ended with ${exitCode}:\n${stderr}`);
    keep(change.name, project.dir);
  } finally {
    for (const name of Object.keys(env)) delete env[name];
    for (const [file, text] of before) writeFileSync(join(project.dir, file), text);
  }
}

function keep(name: string, projectDir: string): void {
  const log = readFileSync(join(projectDir, ".rehearsal", "events.jsonl"), "utf8");
  const text = scrub(log, projectDir, execFileSync("hostname", { encoding: "utf8" }).trim());
  const compressed = text.length > MAX_PLAIN_BYTES;
  const file = join(RECORDED, `${name}.ndjson${compressed ? ".gz" : ""}`);
  writeFileSync(file, compressed ? gzipSync(text, { level: 9 }) : text);
  console.log(`${name}: ${text.split("\n").length - 1} events, ${text.length} bytes`);
}
