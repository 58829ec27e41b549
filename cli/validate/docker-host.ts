import { ensureDockerEngine } from "../../toolchain/index.ts";
import type { Target } from "../target/target.ts";
import type { VerbContext } from "../verb.ts";

/** The Docker engine that a rehearsal runs on, which has the images; none for staging, where no engine here has to. */
export async function dockerHostAt(
  { kind }: Target,
  { project, interrupt }: VerbContext,
): Promise<string | undefined> {
  if (kind !== "rehearsal") return undefined;
  return (await ensureDockerEngine({ projectDir: project.dir, signal: interrupt.signal })).host;
}
