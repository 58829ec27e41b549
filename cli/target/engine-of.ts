import { delimiter, dirname, join } from "node:path";
import { ensurePulumiCli } from "../../toolchain/index.ts";
import type { Engine } from "../engine/engine.ts";
import { STACK } from "../project.ts";
import type { VerbContext } from "../verb.ts";
import { rehearsalEngine } from "./rehearsal-engine.ts";
import type { Target } from "./target.ts";

/** The engine for what neither builds nor runs the program: the CLI is all that it takes. */
export async function engineOf({ kind }: Pick<Target, "kind">, { project }: VerbContext): Promise<Engine> {
  const binary = await ensurePulumiCli({ projectDir: project.dir });
  if (kind === "rehearsal") return rehearsalEngine(project, binary);
  return {
    binary,
    cwd: project.dir,
    stack: STACK,
    env: { PATH: [dirname(binary), process.env.PATH].join(delimiter) },
    eventLogFile: join(project.rehearsalDir, "events-staging.jsonl"),
  };
}
