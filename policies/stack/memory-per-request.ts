import { containersOf } from "../resource/containers.ts";
import type { Property } from "../resource/property.ts";
import { memoryMiB } from "../resource/quantities.ts";
import { SERVICE } from "../resource/types.ts";
import { stackRule } from "../rule.ts";

export const memoryPerRequest = stackRule({
  id: "memory-per-request",
  title: "Memory for every request",
  severity: "medium",
  level: "mandatory",
  types: [SERVICE],
  invariants: ["memoryBaseMiB", "memoryPerRequestKiB"],
  what: "An instance at full concurrency has memory for itself, its files in memory and every request.",
  why: "An instance that runs out is killed with all the requests it was serving.",
  fix: "services.<key>.concurrency, or services.<key>.memoryMiB",
  source: "https://cloud.google.com/run/docs/about-concurrency",
  check({ props }, { memoryBaseMiB, memoryPerRequestKiB }) {
    const concurrency = props.at("template", "maxInstanceRequestConcurrency");
    const limits = containersOf(props).map((container) =>
      sizeOf(container.at("resources", "limits", "memory")),
    );
    // A missing limit is what memory-limit reports, and a missing concurrency what concurrency does.
    if (limits.includes(0)) return undefined;
    const total = limits.reduce((sum, limit) => sum + limit, 0);
    const requests = ((concurrency.number() ?? 0) * memoryPerRequestKiB) / 1024;
    const needed = memoryBaseMiB + filesInMemoryMiB(props) + requests;
    if (needed <= total) return undefined;
    return concurrency.refuse(
      `what ${total} MiB hold`,
      `${Math.ceil(needed)} MiB for ${concurrency.number()} requests`,
    );
  },
});

/** https://cloud.google.com/run/docs/configuring/services/in-memory-volume-mounts */
function filesInMemoryMiB(service: Property): number {
  const volumes = service.at("template", "volumes").items();
  return volumes.reduce((sum, volume) => sum + sizeOf(volume.at("emptyDir", "sizeLimit")), 0);
}

function sizeOf(quantity: Property): number {
  return memoryMiB(quantity.text() ?? "") ?? 0;
}
