import { REPOSITORY, SERVICE, SERVICE_BINDING, SERVICE_MEMBER } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";

export const regionAllowed = resourceRule({
  id: "region-allowed",
  title: "In staging's region",
  severity: "high",
  level: "mandatory",
  types: [SERVICE, SERVICE_MEMBER, SERVICE_BINDING, REPOSITORY],
  invariants: ["regions"],
  what: "Every regional resource is in one of staging's regions.",
  why: "Elsewhere the service is far from its database and images, and traffic between regions is paid for.",
  fix: "gcp:region",
  source: "https://cloud.google.com/run/docs/locations",
  check(resource, { regions }) {
    const location = resource.at("location");
    const value = location.text();
    return value !== undefined && regions.includes(value) ? undefined : location.refuse(regions.join(" or "));
  },
});
