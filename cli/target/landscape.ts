import type { Landscape } from "../../rehearsal/index.ts";
import type { DatabaseSettings } from "../../settings/database.ts";
import type { SecretReference } from "../../settings/secrets.ts";
import type { ServiceSettings } from "../../settings/service.ts";
import type { Settings } from "../../settings/settings.ts";

/** What the staging project already has when the stack comes, as far as the settings speak of it; the rehearsal provides it. */
export function landscapeOf(settings: Settings): Landscape {
  const services = Object.values(settings.services);
  return {
    project: settings.project,
    region: settings.region,
    sqlInstances: sqlInstances(services.flatMap(({ database }) => database ?? [])),
    secrets: distinctSecrets(services.flatMap(secretsOf)),
    redis: services.some(({ redis }) => redis !== undefined),
  };
}

function sqlInstances(databases: DatabaseSettings[]): Landscape["sqlInstances"] {
  const byConnection = Map.groupBy(databases, ({ instance }) => instance);
  return [...byConnection].map(([connectionName, attached]) => ({
    connectionName,
    databases: attached.map(({ name, user, passwordSecret }) => ({ name, owner: user, passwordSecret })),
  }));
}

function secretsOf({ secrets, secretFiles, database }: ServiceSettings): SecretReference[] {
  return [
    ...Object.values(secrets),
    ...Object.values(secretFiles),
    ...(database ? [database.passwordSecret] : []),
  ];
}

function distinctSecrets(references: SecretReference[]): SecretReference[] {
  return [
    ...new Map(
      references.map((reference) => [`${reference.secret}/${reference.version}`, reference]),
    ).values(),
  ];
}
