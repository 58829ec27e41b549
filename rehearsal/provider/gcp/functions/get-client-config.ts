import { secret } from "../../plugin/property-value.ts";
import type { FunctionTable } from "./function-table.ts";

/** gcp:organizations/getClientConfig:getClientConfig; what the provider itself is configured with. */
export const getClientConfig: FunctionTable = {
  args: {},
  run: async (_args, { configuration }) => {
    const { project = "", region = "", zone = "", accessToken, defaultLabels } = configuration;
    const id = `projects/"${project}"/regions/"${region}"/zones/"${zone}"/scopes/[]`;
    return { id, project, region, zone, defaultLabels, accessToken: secret(accessToken) };
  },
};
