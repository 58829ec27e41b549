import type { PropertyMap } from "../plugin/property-value.ts";
import type { LiveResource } from "../plugin/provider.ts";
import type { Schema } from "../schema/property.ts";
import type { GcpConfiguration } from "./configuration.ts";
import type { Rest } from "./rest/client.ts";

/** What a driver works with. */
export interface Cloud {
  configuration: GcpConfiguration;
  rest: Rest;
}

/** How one kind of resource is brought about: by REST documents, or by members of an IAM policy. */
export interface ResourceDriver {
  schema: Schema;
  /** The property that gets a random name after the resource's own when the program gives none. */
  autoName?: string;
  /** The plan with what only this kind derives, such as effective labels and the provider's project. */
  complete(plan: PropertyMap, state: PropertyMap, cloud: Cloud): PropertyMap;
  create(plan: PropertyMap, cloud: Cloud, signal: AbortSignal): Promise<LiveResource>;
  /** `id` is empty when the resource is gone. */
  read(id: string, state: PropertyMap, cloud: Cloud, signal: AbortSignal): Promise<LiveResource>;
  update(
    id: string,
    plan: PropertyMap,
    change: Change,
    cloud: Cloud,
    signal: AbortSignal,
  ): Promise<PropertyMap>;
  remove(id: string, state: PropertyMap, cloud: Cloud, signal: AbortSignal): Promise<void>;
}

/** What an update starts from. */
export interface Change {
  state: PropertyMap;
  /** Top-level names of what changed. */
  names: string[];
}
