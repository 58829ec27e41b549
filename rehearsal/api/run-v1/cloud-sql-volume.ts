import type { RevisionTemplate } from "../../contract.ts";

/** The name that Cloud Run gives the volume when a v1 annotation asks for it. */
const VOLUME = "cloudsql";

/** The instances of all Cloud SQL volumes, as the annotation lists them; undefined without any. */
export function cloudSqlInstances({ volumes = [] }: RevisionTemplate): string | undefined {
  const instances = volumes.flatMap(({ cloudSqlInstance }) => cloudSqlInstance?.instances ?? []);
  return instances.length > 0 ? instances.join(",") : undefined;
}

/** The template without its Cloud SQL volumes and their mounts. */
export function withoutCloudSql(template: RevisionTemplate): RevisionTemplate {
  const names = new Set(
    template.volumes?.filter(({ cloudSqlInstance }) => cloudSqlInstance).map(({ name }) => name),
  );
  if (names.size === 0) return template;
  const { volumes = [], containers = [], ...rest } = template;
  const kept = volumes.filter(({ name }) => !names.has(name));
  return {
    ...rest,
    ...(kept.length > 0 && { volumes: kept }),
    containers: containers.map(({ volumeMounts = [], ...container }) => {
      const mounts = volumeMounts.filter(({ name }) => !names.has(name));
      return { ...container, ...(mounts.length > 0 && { volumeMounts: mounts }) };
    }),
  };
}

/** The template with the instances at /cloudsql: https://cloud.google.com/sql/docs/postgres/connect-run */
export function withCloudSql(template: RevisionTemplate, annotation: string | undefined): RevisionTemplate {
  const instances = (annotation ?? "")
    .split(",")
    .map((instance) => instance.trim())
    .filter((instance) => instance !== "");
  if (instances.length === 0) return template;
  const mount = { name: VOLUME, mountPath: "/cloudsql" };
  return {
    ...template,
    volumes: [...(template.volumes ?? []), { name: VOLUME, cloudSqlInstance: { instances } }],
    containers: (template.containers ?? []).map((container) => ({
      ...container,
      volumeMounts: [...(container.volumeMounts ?? []), mount],
    })),
  };
}
