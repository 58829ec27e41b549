import type { FunctionTable } from "./function-table.ts";
import { getClientConfig } from "./get-client-config.ts";
import { getDatabaseInstance } from "./get-database-instance.ts";
import { getService } from "./get-service.ts";

/** The functions of the gcp plugin that the stand-in knows, by token. */
export const FUNCTIONS: Readonly<Record<string, FunctionTable>> = {
  "gcp:cloudrunv2/getService:getService": getService,
  "gcp:organizations/getClientConfig:getClientConfig": getClientConfig,
  "gcp:sql/getDatabaseInstance:getDatabaseInstance": getDatabaseInstance,
};
