import type { Finding } from "../faults/fault.ts";
import type { TrafficSettings } from "../settings/traffic.ts";

/** One entry of the traffic that is really being routed. */
export interface LiveShare {
  revision: string;
  percent: number;
  tag?: string;
}

/**
 * Whether traffic goes where the settings say; `newest` is the revision that they describe. While it is the only one, it
 * serves everything under every strategy but `split`: there is nothing else that could.
 */
export function compareTraffic(declared: TrafficSettings, live: LiveShare[], newest: string): Finding[] {
  const shares = sharesOf(live);
  if (declared.strategy === "split") {
    const wanted = new Map(Object.entries(declared.revisions).filter(([, percent]) => percent > 0));
    return [...new Set([...wanted.keys(), ...shares.keys()])].flatMap((revision) =>
      finding(`traffic.revisions.${revision}`, wanted.get(revision) ?? 0, shares.get(revision) ?? 0),
    );
  }
  const onlyOne = [...shares.keys()].every((revision) => revision === newest);
  const wanted = {
    latest: 100,
    canary: declared.strategy === "canary" ? declared.percent : 0,
    "blue-green": 0,
  };
  if (onlyOne && shares.size > 0) return finding(`traffic.${newest}`, 100, shares.get(newest) ?? 0);
  return finding(`traffic.${newest}`, wanted[declared.strategy], shares.get(newest) ?? 0);
}

function sharesOf(live: LiveShare[]): Map<string, number> {
  const shares = new Map<string, number>();
  for (const { revision, percent } of live) {
    if (percent > 0) shares.set(revision, (shares.get(revision) ?? 0) + percent);
  }
  return shares;
}

function finding(path: string, wanted: number, found: number): Finding[] {
  return wanted === found ? [] : [{ path, expected: `${wanted} %`, actual: `${found} %` }];
}
