import type { Engine } from "./engine.ts";
import { ownedBy, REHEARSAL_LABEL } from "./labels.ts";

/** The name of a rehearsal's bridge network; its containers resolve each other's aliases there. */
export function networkName(rehearsalId: string): string {
  return `stage-rehearsal-${rehearsalId}`;
}

/** Creates the rehearsal's bridge network unless it is there; returns its name. */
export async function ensureNetwork({ docker }: Engine, rehearsalId: string): Promise<string> {
  const name = networkName(rehearsalId);
  const present = await docker.listNetworks({ filters: ownedBy(rehearsalId) });
  if (!present.some((network) => network.Name === name)) {
    await docker.createNetwork({ Name: name, Driver: "bridge", Labels: { [REHEARSAL_LABEL]: rehearsalId } });
  }
  return name;
}
