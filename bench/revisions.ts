import { connectCloudRun } from "../cli/target/google-clients.ts";
import { findLocalCloud } from "../rehearsal/index.ts";
import { listRevisions } from "../release/listed-revisions.ts";
import { fullServiceName } from "../release/live-service.ts";
import type { ScratchProject } from "../test/rehearsal/scratch-project.ts";
import { fillRevisions } from "./fill-revisions.ts";
import { type Comparison, inTurn, timed } from "./measure.ts";
import type { TwoRevisions } from "./two-revisions.ts";

const PROJECT = "netra-staging";
const REGION = "us-central1";
/** Cloud Run's own limit: https://cloud.google.com/run/quotas */
const MANY = 1000;
const FEW = 10;
/** Calls of the API take milliseconds: several of them make a run. */
const READS_PER_RUN = 20;

interface RollbackTimes {
  steps: { title: string; seconds: number }[];
}

/** Status and rollback of a service with a thousand revisions against the same with ten. */
export async function compareRevisions(
  workspace: ScratchProject,
  { service, older, newer }: TwoRevisions,
  runs: number,
): Promise<Comparison[]> {
  const name = fullServiceName(PROJECT, REGION, service);
  const readStatus = await statusReader(workspace, name);
  const among = (count: number, run: () => Promise<number>) => async () => {
    fillRevisions(workspace.dir, name, count);
    // Filling costs more than emptying, and on a busy machine what comes next pays for it.
    await readStatus();
    return run();
  };
  const compare = async (title: string, what: string, run: () => Promise<number>): Promise<Comparison> => ({
    title,
    measured: `${what}, ${MANY} revisions`,
    baseline: `the same, ${FEW} revisions`,
    goal: 1.2,
    pairs: await inTurn(runs, among(MANY, run), among(FEW, run)),
  });
  const status = () => timed(() => workspace.stageJson(["status", "--rehearsal"]));
  const apiMs: number[] = [];
  let target = older;
  const rollBack = async () => {
    const startedMs = performance.now();
    const words = ["rollback", "--rehearsal", "--yes", "--to", target];
    const { steps } = await workspace.stageJson<RollbackTimes>(words);
    target = target === older ? newer : older;
    apiMs.push(onTheApi(steps));
    return performance.now() - startedMs;
  };
  const comparisons = [
    await compare(
      "Status, the API's part",
      `${READS_PER_RUN} times the calls of \`stage status\``,
      readStatus,
    ),
    await compare("Status, whole command", "`stage status --rehearsal`", status),
    await compare("Rollback, whole command", "`stage rollback --rehearsal --yes`", rollBack),
  ];
  return [...comparisons, { ...comparisons[2], ...apiPart(apiMs) } as Comparison];
}

/** Runs come in pairs, many before few; the first pair is the warm-up's. */
function apiPart(apiMs: readonly number[]): Pick<Comparison, "title" | "measured" | "pairs"> {
  const counted = apiMs.slice(2);
  return {
    title: "Rollback, the API's part",
    measured: `checks, change and proof of a rollback, ${MANY} revisions`,
    pairs: {
      measuredMs: counted.filter((_, run) => run % 2 === 0),
      baselineMs: counted.filter((_, run) => run % 2 === 1),
    },
  };
}

function onTheApi(steps: RollbackTimes["steps"]): number {
  const seconds = steps.filter(({ title }) => !title.includes("Pulumi")).map((step) => step.seconds);
  return seconds.reduce((sum, one) => sum + one, 0) * 1000;
}

async function statusReader({ dir }: ScratchProject, name: string): Promise<() => Promise<number>> {
  const endpoint = await findLocalCloud(dir);
  if (!endpoint) throw new Error("the rehearsal does not run");
  const cloudRun = connectCloudRun({ ...endpoint, project: PROJECT, region: REGION });
  const readOnce = async () => {
    const service = await cloudRun.service(name);
    if (!service) throw new Error(`there is no ${name}`);
    await listRevisions(cloudRun, name, service);
  };
  return () =>
    timed(async () => {
      for (let read = 0; read < READS_PER_RUN; read += 1) await readOnce();
    });
}
