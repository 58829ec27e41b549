import { REPOSITORY, SERVICE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";

export const environmentLabel = resourceRule({
  id: "environment-label",
  title: "Labelled as staging",
  severity: "low",
  level: "mandatory",
  types: [SERVICE, REPOSITORY],
  invariants: ["environment"],
  what: "The label environment, where there is one, names this environment.",
  why: "Clean-up jobs and budgets pick their resources by it, and would pick the wrong ones.",
  fix: "labels.environment",
  source: "https://cloud.google.com/run/docs/configuring/services/labels",
  check(resource, { environment }) {
    const label = resource.at("labels", "environment");
    const value = label.text();
    return value === undefined || value === environment ? undefined : label.refuse(environment);
  },
  remediate(resource, { environment }) {
    const value = resource.at("labels", "environment").text();
    const wrong = value !== undefined && value !== environment;
    return wrong ? [{ keys: ["labels", "environment"], value: environment }] : [];
  },
});
