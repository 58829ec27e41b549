import type { ScratchProject } from "../test/rehearsal/scratch-project.ts";
import type { BareEngine } from "./engine.ts";
import { type Comparison, inTurn, timed } from "./measure.ts";

/** A preview without changes, under the policies, bare and through `stage`, against one of a program without resources. */
export async function compareNoOpPreview(
  workspace: ScratchProject,
  engine: BareEngine,
  runs: number,
): Promise<Comparison[]> {
  const baseline = "`pulumi preview` of an empty program";
  const empty = () => timed(() => engine.previewEmpty());
  return [
    {
      title: "No-op preview",
      measured: "`pulumi preview` of the stack with its policies, nothing changed",
      baseline,
      goal: 1.25,
      pairs: await inTurn(runs, () => timed(() => engine.preview()), empty),
    },
    {
      title: "No-op preview, whole command",
      measured: "`stage preview --rehearsal`, nothing changed",
      baseline,
      goal: 1.25,
      pairs: await inTurn(runs, () => timed(() => workspace.stageJson(["preview", "--rehearsal"])), empty),
    },
  ];
}
