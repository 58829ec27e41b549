import { writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import type { UpResult } from "../cli/deploy/up-result.ts";
import { createScratchProject, type ScratchProject } from "../test/rehearsal/scratch-project.ts";
import { compareCodeChange } from "./code-change.ts";
import { compareColdStart } from "./cold-start.ts";
import { BareEngine } from "./engine.ts";
import { describeMachine } from "./machine.ts";
import type { Comparison } from "./measure.ts";
import { compareNoOpPreview } from "./no-op-preview.ts";
import { renderReport } from "./report.ts";
import { termsOfInstance } from "./serving-instance.ts";

const PROJECT = resolve(import.meta.dirname, "..");
/** The settings ask for a boosted start: two CPUs for a service of one. */
const START_CPUS = Math.min(2, availableParallelism());

/** Enough for a median that holds; `--quick` only tries whether everything runs. */
const RUNS = {
  full: { preview: 9, codeChange: 5, coldStart: 9 },
  quick: { preview: 1, codeChange: 1, coldStart: 1 },
};

/** Measures everything that docs/performance.md claims, in a workspace of its own, and writes the page. */
async function bench(quick: boolean): Promise<void> {
  const runs = RUNS[quick ? "quick" : "full"];
  await using cleanup = new AsyncDisposableStack();
  const workspace = cleanup.adopt(createScratchProject(), (project) => project.remove());
  const machine = await describeMachine(workspace.dir);
  say("Bringing a rehearsal up");
  const first = await upOnce(workspace);
  const engine = await BareEngine.of(workspace);
  const terms = await termsOfInstance(workspace.dir, first.revision, START_CPUS);
  const comparisons: Comparison[] = [];
  say("No-op preview against an empty program's");
  comparisons.push(...(await compareNoOpPreview(workspace, engine, runs.preview)));
  say("Rehearse after a code change against the bare commands");
  const baseImage = first.image.base;
  comparisons.push(await compareCodeChange({ workspace, engine, terms, baseImage, runs: runs.codeChange }));
  say("Cold start against docker run");
  const service = await upOnce(workspace);
  const latest = await termsOfInstance(workspace.dir, service.revision, START_CPUS);
  comparisons.push(await compareColdStart({ workspace, terms: latest, service, runs: runs.coldStart }));
  const date = new Date().toISOString().slice(0, 10);
  const page = renderReport(date, machine, comparisons);
  if (!quick) await writeFile(join(PROJECT, "docs", "performance.md"), page);
  process.stdout.write(page);
}

async function upOnce(workspace: ScratchProject): Promise<UpResult["services"][number]> {
  const { services } = await workspace.stageJson<UpResult>(["up", "--rehearsal"]);
  const [service] = services;
  if (!service) throw new Error("the settings declare no service");
  return service;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

await bench(process.argv.includes("--quick"));
