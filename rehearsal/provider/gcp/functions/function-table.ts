import type { PropertyMap } from "../../plugin/property-value.ts";
import type { Schema } from "../../schema/property.ts";
import type { Cloud } from "../resource-driver.ts";

/** One function of the plugin: what it takes, and how it is answered. */
export interface FunctionTable {
  args: Schema;
  run: (args: PropertyMap, cloud: Cloud, signal: AbortSignal) => Promise<PropertyMap>;
}
