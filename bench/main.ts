import { readFile, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { UpResult } from "../cli/deploy/up-result.ts";
import { createScratchProject, type ScratchProject } from "../test/rehearsal/scratch-project.ts";
import { compareCodeChange } from "./code-change.ts";
import { compareColdStart } from "./cold-start.ts";
import { BareEngine } from "./engine.ts";
import { compareLargeStack } from "./large-stack.ts";
import { describeMachine } from "./machine.ts";
import type { Comparison } from "./measure.ts";
import { compareNoOpPreview } from "./no-op-preview.ts";
import { renderReport } from "./report.ts";
import { compareRevisions } from "./revisions.ts";
import { compareRollback } from "./rollback.ts";
import { compareRouter } from "./router.ts";
import { termsOfInstance } from "./serving-instance.ts";
import { deployTwoRevisions } from "./two-revisions.ts";

const PROJECT = resolve(import.meta.dirname, "..");
/** The settings ask for a boosted start: two CPUs for a service of one. */
const START_CPUS = Math.min(2, availableParallelism());

/** Enough for a median that holds; `--quick` only tries whether everything runs. */
const RUNS = {
  full: { preview: 9, codeChange: 5, coldStart: 9, traffic: 9, largeStack: 9, router: 9 },
  quick: { preview: 1, codeChange: 1, coldStart: 1, traffic: 1, largeStack: 1, router: 1 },
};

/** Of each run of the router's part. */
const ROUTER_LOAD = { loadSeconds: 4, requestsInARow: 600 };

type Runs = (typeof RUNS)["full"];

/** What can be measured alone, by `--only`; each wants a workspace that nothing has been done to. */
const PARTS: Record<string, (workspace: ScratchProject, runs: Runs) => Promise<Comparison[]>> = {
  engine: measureEngine,
  traffic: measureTraffic,
  policies: measurePolicies,
  router: measureRouter,
};

/** Measures everything that docs/performance.md claims, in a workspace per part, and writes the page. */
async function bench(quick: boolean, only: string | undefined): Promise<void> {
  let machine: [string, string][] | undefined;
  const comparisons: Comparison[] = [];
  for (const [name, measure] of Object.entries(PARTS)) {
    if (only !== undefined && only !== name) continue;
    await using cleanup = new AsyncDisposableStack();
    const workspace = cleanup.adopt(createScratchProject(), (project) => project.remove());
    machine ??= await describeMachine(workspace.dir);
    say("Bringing a rehearsal up");
    comparisons.push(...(await measure(workspace, RUNS[quick ? "quick" : "full"])));
  }
  const page = renderReport(new Date().toISOString().slice(0, 10), machine ?? [], comparisons);
  if (!quick && only === undefined) await writePage(join(PROJECT, "docs", "performance.md"), page);
  process.stdout.write(page);
}

async function measureEngine(workspace: ScratchProject, runs: Runs): Promise<Comparison[]> {
  const first = await upOnce(workspace);
  const engine = await BareEngine.of(workspace);
  const terms = await termsOfInstance(workspace.dir, first.revision, START_CPUS);
  say("No-op preview against an empty program's");
  const previews = await compareNoOpPreview(workspace, engine, runs.preview);
  say("Rehearse after a code change against the bare commands");
  const baseImage = first.image.base;
  const change = await compareCodeChange({ workspace, engine, terms, baseImage, runs: runs.codeChange });
  say("Cold start against docker run");
  const service = await upOnce(workspace);
  const latest = await termsOfInstance(workspace.dir, service.revision, START_CPUS);
  const coldStart = await compareColdStart({ workspace, terms: latest, service, runs: runs.coldStart });
  return [...previews, change, coldStart];
}

async function measureTraffic(workspace: ScratchProject, runs: Runs): Promise<Comparison[]> {
  const revisions = await deployTwoRevisions(workspace);
  say("Rollback against gcloud");
  const rollback = await compareRollback(workspace, revisions, runs.traffic);
  say("A thousand revisions against ten");
  return [...rollback, ...(await compareRevisions(workspace, revisions, runs.traffic))];
}

/** Wants the local cloud and the settings overlay; nothing is deployed. */
async function measurePolicies(workspace: ScratchProject, runs: Runs): Promise<Comparison[]> {
  await workspace.stageJson(["env", "--rehearsal"]);
  const engine = await BareEngine.of(workspace);
  say("A preview of 500 resources under policies");
  return compareLargeStack(workspace, engine, runs.largeStack);
}

async function measureRouter(workspace: ScratchProject, { router: runs }: Runs): Promise<Comparison[]> {
  const service = await upOnce(workspace);
  say("Router against nginx");
  return compareRouter({ projectDir: workspace.dir, service, runs, ...ROUTER_LOAD });
}

async function upOnce(workspace: ScratchProject): Promise<UpResult["services"][number]> {
  const { services } = await workspace.stageJson<UpResult>(["up", "--rehearsal", "--no-validate"]);
  const [service] = services;
  if (!service) throw new Error("the settings declare no service");
  return service;
}

async function writePage(path: string, page: string): Promise<void> {
  // What stands below is from benches of their own.
  const mark = "<!-- below: kept by hand -->";
  const [, kept] = (await readFile(path, "utf8")).split(mark);
  await writeFile(path, kept === undefined ? page : `${page}\n${mark}${kept}`);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

const { values } = parseArgs({ options: { quick: { type: "boolean" }, only: { type: "string" } } });
if (values.only !== undefined && !(values.only in PARTS)) {
  throw new Error(`--only takes ${Object.keys(PARTS).join(" or ")}, not ${values.only}`);
}
await bench(values.quick ?? false, values.only);
