import { variableNamed } from "../resource/containers.ts";
import { SERVICE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";

export const requiredSecrets = resourceRule({
  id: "required-secrets",
  title: "All secrets that the service needs",
  severity: "high",
  level: "mandatory",
  types: [SERVICE],
  invariants: ["requiredSecrets"],
  what: "Every secret that the service cannot do without is there, and comes from Secret Manager.",
  why: "JWT and OAuth secrets were missing in staging once, and it showed as NO_TOKEN on every connection.",
  fix: "services.<key>.secrets",
  source: "https://cloud.google.com/run/docs/configuring/services/secrets",
  check(service, invariants) {
    const missing = invariants.requiredSecrets.filter((name) => {
      const secret = variableNamed(service, name)?.at("valueSource", "secretKeyRef", "secret");
      return secret === undefined || secret.isAbsent();
    });
    if (missing.length === 0) return undefined;
    const list = service.at("template", "containers", 0, "envs");
    return list.refuse("each of them from Secret Manager", `no secret for ${missing.join(", ")}`);
  },
});
