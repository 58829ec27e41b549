import type { ReleaseTools } from "./change-service.ts";
import type { LiveService } from "./live-service.ts";
import { mainRevisionOf, servingShares } from "./marks.ts";

/**
 * The revision that a rollback gets away from: the newest that has a share, however small, for beside a stable one it is what the last
 * deployment brought. Asks for nothing where the newest one there is serves, or only one. Undefined where nothing is served.
 */
export async function newestServing(
  { cloudRun, serviceName }: Pick<ReleaseTools, "cloudRun" | "serviceName">,
  service: LiveService,
): Promise<string | undefined> {
  const { latestReadyRevision } = service;
  const names = Object.keys(servingShares(service));
  if (names.length < 2) return names[0];
  if (latestReadyRevision !== undefined && names.includes(latestReadyRevision)) return latestReadyRevision;
  const found = await Promise.all(names.map((name) => cloudRun.revision(serviceName, name)));
  const revisions = found.flatMap((revision) => revision ?? []);
  const [newest] = revisions.sort((one, other) => other.createdAt.getTime() - one.createdAt.getTime());
  return newest?.name ?? mainRevisionOf(service);
}
