import * as pulumi from "@pulumi/pulumi";
import { type LiveTraffic, servingRevisions, shortName } from "../traffic/serving.ts";
import type { TrafficTarget } from "../traffic/traffic-target.ts";

/** What a live service says of itself, as far as a deployment changes it. */
export interface ReadBack {
  latestCreatedRevision: string;
  traffic: LiveTraffic;
}

/** What is declared. */
export interface Declared {
  revision: string;
  targets: TrafficTarget[];
}

/** The outputs of a service that only its next state tells. */
export interface ForeseenOutputs {
  latestRevision: pulumi.Input<string>;
  servingRevision: pulumi.Input<string>;
  tagUrls: pulumi.Input<Record<string, string>>;
}

/**
 * The outputs of a service. A preview gets the old ones from the plugin, whatever will change; here those that will not stay are unknown
 * instead, or an update would go beyond its own plan. https://www.pulumi.com/docs/iac/concepts/update-plans/
 *
 * @param isPreview - whether nothing is changed by this run
 */
export function foreseenOutputs(live: ReadBack, declared: Declared, isPreview: boolean): ForeseenOutputs {
  const latestRevision = shortName(live.latestCreatedRevision);
  const servingRevision = mainRevision(live.traffic);
  const tagUrls = urlsByTag(live.traffic.trafficStatuses ?? []);
  if (!isPreview) return { latestRevision, servingRevision, tagUrls };
  const isSameRevision = latestRevision === declared.revision;
  const keeps = isSameRevision && keepsMain(servingRevision, declared);
  return {
    latestRevision: isSameRevision ? latestRevision : UNKNOWN,
    servingRevision: keeps ? servingRevision : UNKNOWN,
    tagUrls: isSameRevision && hasTags(tagUrls, declared.targets) ? tagUrls : UNKNOWN,
  };
}

/** The SDK's own mark of a value that a preview cannot know; it stands in the place of a value of any type. */
const UNKNOWN = pulumi.output(pulumi.unknown) as pulumi.Output<never>;

/** Whether no other revision gets a larger share than the one that serves most now. */
function keepsMain(main: string, { revision, targets }: Declared): boolean {
  const shares = new Map<string, number>();
  for (const target of targets) {
    const name = target.revision ?? revision;
    shares.set(name, (shares.get(name) ?? 0) + (target.percent ?? 0));
  }
  return (shares.get(main) ?? 0) >= Math.max(...shares.values());
}

function hasTags(urls: Record<string, string>, targets: TrafficTarget[]): boolean {
  const tags = targets.flatMap(({ tag }) => tag ?? []);
  return JSON.stringify(tags.sort()) === JSON.stringify(Object.keys(urls).sort());
}

/** The revision with the largest share; the latest ready one where the service says nothing yet. */
export function mainRevision(live: LiveTraffic): string {
  return servingRevisions(live)[0]?.revision ?? shortName(live.latestReadyRevision);
}

export function urlsByTag(statuses: readonly { tag?: string; uri?: string }[]): Record<string, string> {
  return Object.fromEntries(statuses.flatMap(({ tag, uri }) => (tag && uri ? [[tag, uri]] : [])));
}
