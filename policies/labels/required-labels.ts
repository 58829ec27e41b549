import { REPOSITORY, SERVICE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";

/** Labels whose value is known without asking anybody. */
const KNOWN: Record<string, string> = { "managed-by": "pulumi" };

export const requiredLabels = resourceRule({
  id: "required-labels",
  title: "Labelled",
  severity: "low",
  level: "mandatory",
  types: [SERVICE, REPOSITORY],
  invariants: ["requiredLabels", "environment"],
  what: "Services and repositories carry the required labels.",
  why: "Bills and searches go by labels; what has none is nobody's.",
  fix: "labels",
  source: "https://cloud.google.com/run/docs/configuring/services/labels",
  check(resource, invariants) {
    const labels = resource.at("labels");
    const missing = invariants.requiredLabels.filter((name) => labels.at(name).text() === undefined);
    if (missing.length === 0) return undefined;
    return labels.refuse(invariants.requiredLabels.join(", "), `no ${missing.join(", ")}`);
  },
  remediate(resource, { requiredLabels: required, environment }) {
    const known: Record<string, string> = { ...KNOWN, environment };
    return required
      .filter((name) => resource.at("labels", name).text() === undefined && known[name] !== undefined)
      .map((name) => ({ keys: ["labels", name], value: known[name] }));
  },
});
