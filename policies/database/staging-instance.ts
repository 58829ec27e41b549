import { attachedInstances, instanceParts } from "../resource/database-instances.ts";
import { SERVICE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";

export const databaseStagingInstance = resourceRule({
  id: "database-staging-instance",
  title: "Staging's own database",
  severity: "critical",
  level: "mandatory",
  types: [SERVICE],
  invariants: ["databaseInstances"],
  what: "Attached instances are among those of staging.",
  why: "Migrations and test data belong into staging's database, and any other is somebody else's.",
  fix: "services.<key>.database.instance",
  source: "https://cloud.google.com/sql/docs/postgres/connect-run",
  subjects: attachedInstances,
  check(instance, { databaseInstances }) {
    const { instance: name } = instanceParts(instance.text() ?? "");
    const allowed = databaseInstances.map((connectionName) => instanceParts(connectionName).instance);
    return allowed.includes(name) ? undefined : instance.refuse(databaseInstances.join(" or "));
  },
});
