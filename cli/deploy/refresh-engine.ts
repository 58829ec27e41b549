import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Engine } from "../engine/engine.ts";
import { engineOf } from "../target/engine-of.ts";
import type { Target } from "../target/target.ts";
import type { VerbContext } from "../verb.ts";

/** A refresh reads little and ends soon: Go's collector has nothing to do in it, except in a stack of thousands. */
const LITTLE_COLLECTING = { GOGC: "off", GOMEMLIMIT: "512MiB" };

/** Lends an engine for a refresh, with an event log of its own: a deployment from this checkout may be writing the usual one. */
export async function withRefreshEngine<T>(
  target: Pick<Target, "kind">,
  context: VerbContext,
  work: (engine: Engine) => Promise<T>,
): Promise<T> {
  const { rehearsalDir } = context.project;
  const eventLogFile = join(rehearsalDir, `events-refresh-${process.pid}.jsonl`);
  await mkdir(rehearsalDir, { recursive: true });
  try {
    const engine = await engineOf(target, context);
    return await work({ ...engine, eventLogFile, env: { ...LITTLE_COLLECTING, ...engine.env } });
  } finally {
    await rm(eventLogFile, { force: true });
  }
}
