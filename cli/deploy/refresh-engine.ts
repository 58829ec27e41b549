import type { Engine } from "../engine/engine.ts";
import { engineOf } from "../target/engine-of.ts";
import type { Target } from "../target/target.ts";
import type { VerbContext } from "../verb.ts";

/** A refresh reads little and ends soon: Go's collector has nothing to do in it, except in a stack of thousands. */
const LITTLE_COLLECTING = { GOGC: "off", GOMEMLIMIT: "512MiB" };

/** The engine for a refresh of state. */
export async function refreshEngine(target: Pick<Target, "kind">, context: VerbContext): Promise<Engine> {
  const engine = await engineOf(target, context);
  return { ...engine, forgetsEvents: true, env: { ...LITTLE_COLLECTING, ...engine.env } };
}
