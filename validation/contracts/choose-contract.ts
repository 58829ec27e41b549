import type { ServiceSettings } from "../../settings/service.ts";
import type { Check } from "../check.ts";
import { httpContract } from "./http.ts";
import { referenceBackendContract } from "./reference-backend.ts";

const CONTRACTS: Record<ServiceSettings["validation"]["contract"], (settings: ServiceSettings) => Check[]> = {
  http: httpContract,
  "reference-backend": referenceBackendContract,
};

/** The checks that a service has, by its setting `validation.contract`. */
export function checksOf(settings: ServiceSettings): Check[] {
  return CONTRACTS[settings.validation.contract](settings);
}
