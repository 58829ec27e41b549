import type { ServiceSettings } from "../../../settings/service.ts";
import type { Difference } from "../difference.ts";
import { SERVICE_MEMBER_TYPE, SERVICE_TYPE } from "../resource-view.ts";
import type { WithoutSecrets } from "../say-value.ts";
import { trafficRows } from "../traffic-rows.ts";
import { environmentVariable } from "./environment-variable.ts";
import { serviceProperty } from "./service-property.ts";
import { type Acceptance, refused, setting } from "./setting-change.ts";

/** The setting that would declare what is live, or why there is none. */
export function acceptanceOf(
  difference: Difference,
  service: ServiceSettings,
  withoutSecrets: WithoutSecrets,
): Acceptance {
  const { type, path, live } = difference;
  if (type === SERVICE_MEMBER_TYPE) return publicAccess(difference);
  if (type !== SERVICE_TYPE) return refused("no setting says it: it follows from what the service needs");
  if (path === "") return refused("the service itself is gone: take it out of the settings by hand");
  if (path === "traffics") return traffic(live);
  if (path.endsWith(".image")) return refused("images are built from the source: change that, or --fix");
  return (
    environmentVariable(path, live, service, withoutSecrets) ??
    label(path, live, service) ??
    serviceProperty(path, live) ??
    refused("no setting says it")
  );
}

const PUBLIC_GRANT = "roles/run.invoker for allUsers";

function publicAccess({ declared, live }: Difference): Acceptance {
  if (declared === PUBLIC_GRANT && live === undefined) return setting(["publicAccess"], false);
  if (live === PUBLIC_GRANT) return setting(["publicAccess"], true);
  return refused("no setting gives this grant: take it away, or add it to the program");
}

function label(path: string, live: unknown, { labels }: ServiceSettings): Acceptance | undefined {
  const [, plain, quoted] = /^labels(?:\.([^."[]+)|\["([^"]+)"\])$/.exec(path) ?? [];
  const key = plain ?? quoted;
  if (key === undefined) return undefined;
  if (live !== undefined) return setting(["labels", key], live);
  return key in labels ? setting(["labels", key], undefined) : refused("it is a label of the whole stack");
}

/** https://cloud.google.com/run/docs/rollouts-rollbacks-traffic-migration */
function traffic(live: unknown): Acceptance {
  const rows = trafficRows(live);
  if (rows.some(({ tag }) => tag !== "")) return refused("a split in the settings has no tags");
  if (rows.length === 1 && rows[0]?.to === "latest") return setting(["traffic"], { strategy: "latest" });
  if (rows.some(({ to }) => to === "latest")) return refused("a split in the settings names every revision");
  const revisions = Object.fromEntries(rows.map(({ to, percent }) => [to, percent]));
  return setting(["traffic"], { strategy: "split", revisions });
}
