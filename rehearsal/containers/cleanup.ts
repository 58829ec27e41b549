import type Docker from "dockerode";
import { asEngineFault, type Engine } from "./engine.ts";
import { ownedBy } from "./labels.ts";

/** Removes every container of this rehearsal but those named by ID in `keep`; returns the names of what was removed. */
export async function removeContainers(
  { docker }: Engine,
  rehearsalId: string,
  keep: ReadonlySet<string> = new Set(),
): Promise<string[]> {
  try {
    const all = await docker.listContainers({ all: true, filters: ownedBy(rehearsalId) });
    const leftovers = all.filter((container) => !keep.has(container.Id));
    await Promise.all(leftovers.map((container) => removeContainer(docker.getContainer(container.Id))));
    return leftovers.map((container) => container.Names[0]?.slice(1) ?? container.Id);
  } catch (error) {
    throw asEngineFault(error);
  }
}

/** Removes this rehearsal's network; its containers must be gone. */
export async function removeNetworks({ docker }: Engine, rehearsalId: string): Promise<void> {
  const networks = await docker.listNetworks({ filters: ownedBy(rehearsalId) });
  await Promise.all(networks.map((network) => docker.getNetwork(network.Id).remove()));
}

/** Kills and removes one container; one that is gone already, or is being removed, counts as done. */
export async function removeContainer(container: Docker.Container): Promise<void> {
  try {
    await container.remove({ force: true, v: true });
  } catch (error) {
    const { statusCode } = error as { statusCode?: number };
    if (statusCode !== 404 && statusCode !== 409) throw error;
  }
}
