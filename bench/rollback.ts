import { locateProject } from "../cli/project.ts";
import { gcloudEnvironment } from "../cli/target/gcloud-environment.ts";
import { findLocalCloud } from "../rehearsal/index.ts";
import { gcloud, hasGcloud } from "../test/rehearsal/gcloud-command.ts";
import type { ScratchProject } from "../test/rehearsal/scratch-project.ts";
import { type Comparison, inTurn, timed } from "./measure.ts";
import type { TwoRevisions } from "./two-revisions.ts";

/** What is said once the target answers and nothing else does. */
const TRAFFIC_MOVED = "all traffic is on";

/**
 * A rollback against gcloud's change of traffic, on the same service: one moves all traffic to the older revision, the other back to
 * the newer. gcloud neither asks the data path nor knows of Pulumi's state. None where there is no gcloud.
 */
export async function compareRollback(
  workspace: ScratchProject,
  { service, older, newer }: TwoRevisions,
  runs: number,
): Promise<Comparison[]> {
  if (!hasGcloud) {
    process.stderr.write("  there is no gcloud on this machine's PATH: left out\n");
    return [];
  }
  const environment = await environmentOf(workspace);
  const movedMs: number[] = [];
  const rollBack = async () => {
    const startedMs = performance.now();
    const run = workspace.start(["rollback", "--rehearsal", "--yes", "--to", older]);
    await run.seen(TRAFFIC_MOVED);
    movedMs.push(performance.now() - startedMs);
    const { exitCode, stderr } = await run.ended;
    if (exitCode !== 0) throw new Error(`stage rollback ended with ${exitCode}:\n${stderr}`);
    return performance.now() - startedMs;
  };
  const words = ["run", "services", "update-traffic", service, `--to-revisions=${newer}=100`];
  const whole = await inTurn(runs, rollBack, () => timed(() => gcloud(environment, words)));
  const baseline = "`gcloud run services update-traffic` on the same service";
  return [
    {
      title: "Rollback, until traffic is proven on the target",
      measured: "`stage rollback --rehearsal --yes` until three answers in a row have come from the target",
      baseline,
      goal: 0.5,
      // The first is the warm-up's.
      pairs: { measuredMs: movedMs.slice(1), baselineMs: whole.baselineMs },
    },
    {
      title: "Rollback, whole command",
      measured: "the same until Pulumi's state is in line and the command has ended",
      baseline,
      goal: 0.5,
      pairs: whole,
    },
  ];
}

async function environmentOf({ dir }: ScratchProject): Promise<Record<string, string>> {
  const endpoint = await findLocalCloud(dir);
  if (!endpoint) throw new Error("the rehearsal does not run");
  const { apiUrl, accessToken } = endpoint;
  return gcloudEnvironment(locateProject(dir), {
    project: "netra-staging",
    region: "us-central1",
    apiUrl,
    accessToken,
  });
}
