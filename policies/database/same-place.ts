import { attachedInstances, instanceParts } from "../resource/database-instances.ts";
import { SERVICE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";

export const databaseSamePlace = resourceRule({
  id: "database-same-place",
  title: "Database beside the service",
  severity: "high",
  level: "mandatory",
  types: [SERVICE],
  invariants: [],
  what: "Attached instances are in the service's own project and region.",
  why: "Every query across regions takes tens of milliseconds, and an instance of another project is not staging's.",
  fix: "services.<key>.database.instance",
  source: "https://cloud.google.com/sql/docs/postgres/connect-run",
  subjects: attachedInstances,
  check(instance, _invariants, { props }) {
    const { project, region } = instanceParts(instance.text() ?? "");
    const own = { project: props.at("project").text(), region: props.at("location").text() };
    if (project === own.project && region === own.region) return undefined;
    return instance.refuse(`${own.project}:${own.region}:<instance>`);
  },
});
