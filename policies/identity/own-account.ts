import { SERVICE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";

const OWN_ACCOUNT = /^[a-z][a-z0-9-]{4,28}[a-z0-9]@([a-z0-9.:-]+)\.iam\.gserviceaccount\.com$/;

export const ownAccount = resourceRule({
  id: "own-account",
  title: "An account made for the service",
  severity: "high",
  level: "mandatory",
  types: [SERVICE],
  invariants: ["projects"],
  what: "The service runs as a service account of staging's project, not as a default one.",
  why: "The default compute account may edit the whole project, and so may whoever gets into the service.",
  fix: "services.<key>.serviceAccount",
  source: "https://cloud.google.com/run/docs/securing/service-identity",
  check(service, { projects }) {
    const account = service.at("template", "serviceAccount");
    const [, project = ""] = OWN_ACCOUNT.exec(account.text() ?? "") ?? [];
    if (projects.includes(project)) return undefined;
    return account.refuse(projects.map((name) => `<id>@${name}.iam.gserviceaccount.com`).join(" or "));
  },
});
