import { reconcileStep } from "../deploy/reconcile-state.ts";
import type { CanaryContext } from "./canary-context.ts";

/** Brings Pulumi's state in line with the live service; that it could not be done is no failure of the canary. */
export async function settle({ verb, steps, target, chosen }: CanaryContext): Promise<void> {
  const fault = await reconcileStep({ target, key: chosen.key }, verb, steps);
  if (fault) verb.output.note(`warning: Pulumi's state is not in line: ${fault.message}`);
}
