import type { Property } from "../resource/property.ts";
import { SERVICE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";

const LATEST = "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST";
const REVISION = "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION";

export const trafficTargets = resourceRule({
  id: "traffic-targets",
  title: "Targets that can exist",
  severity: "high",
  level: "mandatory",
  types: [SERVICE],
  invariants: [],
  what: "Every traffic target is the latest revision, or a revision of this very service by name.",
  why: "A target of another service, or without a name, cannot exist, and the update fails with the service half changed.",
  fix: "services.<key>.traffic.revisions",
  source: "https://cloud.google.com/run/docs/reference/rest/v2/TrafficTarget",
  subjects: (service) => service.at("traffics").items(),
  check(target, _invariants, { props }) {
    const type = target.at("type");
    const revision = target.at("revision");
    if (type.text() === LATEST)
      return revision.isAbsent() ? undefined : revision.refuse("no name beside the latest revision");
    if (type.text() !== REVISION) return type.refuse(`${LATEST} or ${REVISION}`);
    return checkName(revision, props.at("name").text() ?? "");
  },
});

function checkName(revision: Property, service: string) {
  const name = revision.text();
  const isOwn = name?.startsWith(`${service}-`) && name.length > service.length + 1;
  return isOwn ? undefined : revision.refuse(`${service}-<suffix>`);
}
