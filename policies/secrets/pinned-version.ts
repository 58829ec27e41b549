import { secretReferences } from "../resource/secret-references.ts";
import { SERVICE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";

export const pinnedSecretVersion = resourceRule({
  id: "pinned-secret-version",
  title: "Secrets by version",
  severity: "high",
  level: "mandatory",
  types: [SERVICE],
  invariants: [],
  what: "Every reference to a secret names a version by its number.",
  why: "With latest, two instances of one revision may run with different secrets, and a rollback brings none back.",
  fix: "services.<key>.secrets.<variable>.version",
  source: "https://cloud.google.com/run/docs/configuring/services/secrets",
  subjects: (service) => secretReferences(service).flatMap(({ versions }) => versions),
  check: (version) =>
    /^[1-9]\d*$/.test(version.text() ?? "")
      ? undefined
      : version.refuse('the number of a version, such as "1"'),
});
