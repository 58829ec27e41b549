import type { Invariants } from "./invariants.ts";
import type { ResourceRule } from "./rule.ts";
import { rules } from "./rules.ts";

/** The file that `--policy-pack-config` takes: an entry per rule. */
export type PackConfig = Record<string, Record<string, unknown>>;

/** Gives every rule the invariants that it reads, so that no two rules go by different ones. */
export function packConfig(invariants: Partial<Invariants>): PackConfig {
  const entries = rules.map(({ id, invariants: names }) => {
    const given = names.filter((name) => invariants[name] !== undefined);
    return [id, Object.fromEntries(given.map((name) => [name, invariants[name]]))] as const;
  });
  return Object.fromEntries(entries.filter(([, values]) => Object.keys(values).length > 0));
}

export interface RehearsalFacts {
  /** Where the rehearsal's registry listens, such as `127.0.0.1:15000`. */
  registry: string;
  /** Base images that stand in for those that cannot be pulled. */
  standInBases: readonly string[];
}

/**
 * What a rehearsal may do beyond staging: run images of the registry on this machine, on a stand-in base. Only this config
 * allows it, and real staging is never given it.
 *
 * @throws RangeError for a registry that is not on this machine.
 */
export function rehearsalConfig({ registry, standInBases }: RehearsalFacts): PackConfig {
  if (!/^(127\.0\.0\.1|localhost|\[::1\]):\d+$/.test(registry))
    throw new RangeError(`a rehearsal's registry is on this machine, not at ${registry}`);
  return packConfig({ registries: [registry], standInBases: [...standInBases] });
}

/** Switches the rules that can fix what they find from refusing to fixing; all others go on refusing. */
export function remediatingConfig(config: PackConfig = {}): PackConfig {
  const fixing = rules.filter((rule): rule is ResourceRule => rule.scope === "resource" && !!rule.remediate);
  const levels = fixing.map(({ id }) => [id, { ...config[id], enforcementLevel: "remediate" }] as const);
  return { ...config, ...Object.fromEntries(levels) };
}
