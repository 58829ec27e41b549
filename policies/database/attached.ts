import { containersOf } from "../resource/containers.ts";
import type { Property } from "../resource/property.ts";
import { SERVICE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";

const SOCKET_FOLDER = "/cloudsql";

export const databaseAttached = resourceRule({
  id: "database-attached",
  title: "Cloud SQL attached",
  severity: "high",
  level: "mandatory",
  types: [SERVICE],
  invariants: [],
  what: "A Cloud SQL instance is attached as a volume and mounted where Cloud Run puts its sockets.",
  why: "Without the mount the socket is missing, and the service starts only to fail on its first query.",
  fix: "services.<key>.database.instance",
  source: "https://cloud.google.com/sql/docs/postgres/connect-run",
  check(service) {
    const volumes = service.at("template", "volumes");
    const sockets = volumes.items().filter(hasInstances);
    if (sockets.length === 0) return volumes.refuse("a volume with cloudSqlInstance.instances", "none");
    const names = sockets.map((volume) => volume.at("name").text());
    const mounted = containersOf(service).some((container) => mountsOne(container, names));
    if (mounted) return undefined;
    const mounts = service.at("template", "containers", 0, "volumeMounts");
    return mounts.refuse(`the volume mounted at ${SOCKET_FOLDER}`, "no such mount");
  },
});

function hasInstances(volume: Property): boolean {
  return volume.at("cloudSqlInstance", "instances").items().length > 0;
}

function mountsOne(container: Property, volumes: (string | undefined)[]): boolean {
  return container
    .at("volumeMounts")
    .items()
    .some(
      (mount) => volumes.includes(mount.at("name").text()) && mount.at("mountPath").text() === SOCKET_FOLDER,
    );
}
