import type { Property } from "../resource/property.ts";
import { SERVICE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";

export const distinctTargets = resourceRule({
  id: "distinct-targets",
  title: "No target twice",
  severity: "medium",
  level: "mandatory",
  types: [SERVICE],
  invariants: [],
  what: "No two traffic targets share a tag or, with traffic to both, a revision.",
  why: "A tag is an address of one revision, and a share split in two hides how much a revision really gets.",
  fix: "services.<key>.traffic",
  source: "https://cloud.google.com/run/docs/rollouts-rollbacks-traffic-migration",
  check(service) {
    const targets = service.at("traffics").items();
    const tags = targets.map((target) => target.at("tag"));
    const served = targets
      .filter((target) => (target.at("percent").number() ?? 0) > 0)
      .map((target) => target.at("revision"));
    return [...repeated(tags), ...repeated(served)].map((property) => property.refuse("each only once"));
  },
});

function repeated(properties: Property[]): Property[] {
  const texts = properties.map((property) => property.text());
  return properties.filter((_, index) => texts[index] !== undefined && texts.indexOf(texts[index]) < index);
}
