import { acrossCases } from "./across-resources.ts";
import { databaseCases } from "./database.ts";
import { environmentCases } from "./environment.ts";
import { identityCases } from "./identity.ts";
import { imageCases } from "./image.ts";
import { labelCases } from "./labels.ts";
import { placementCases } from "./placement.ts";
import { probeCases } from "./probes.ts";
import type { RuleCase } from "./rule-case.ts";
import { secretCases } from "./secrets.ts";
import { serviceCases } from "./service.ts";
import { trafficCases } from "./traffic.ts";

/** A case for every rule. */
export const allCases: RuleCase[] = [
  ...serviceCases,
  ...probeCases,
  ...placementCases,
  ...environmentCases,
  ...imageCases,
  ...databaseCases,
  ...secretCases,
  ...identityCases,
  ...trafficCases,
  ...labelCases,
  ...acrossCases,
];
