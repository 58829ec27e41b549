import { REQUIRED, text } from "../../schema/property.ts";
import { cloudRunService, cloudRunServiceTable } from "../resources/cloud-run-service.ts";
import { asDataSource } from "./as-data-source.ts";
import type { FunctionTable } from "./function-table.ts";

/** gcp:cloudrunv2/getService:getService; reads the live service, during preview too, all its annotations and labels. */
export const getService: FunctionTable = {
  args: { name: text(REQUIRED), location: text(), project: text() },
  run: async (args, cloud, signal) => {
    const { configuration } = cloud;
    const place = {
      name: args.name,
      location: args.location ?? configuration.region,
      project: args.project ?? configuration.project,
    };
    const id = cloudRunServiceTable.path(place);
    const live = await cloudRunService.read(id, place, cloud, signal);
    if (!live.id) throw new Error(`${id} not found`);
    const { effectiveLabels, effectiveAnnotations } = live.state;
    const state = {
      ...live.state,
      labels: effectiveLabels,
      pulumiLabels: effectiveLabels,
      annotations: effectiveAnnotations,
    };
    return { ...asDataSource(state, cloudRunServiceTable.schema), id };
  },
};
