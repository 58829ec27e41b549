import type { Check } from "../check.ts";
import { ANSWERING } from "../needs.ts";
import { failed, passed } from "../outcome.ts";
import { criticalSystem } from "../probe/critical-system.ts";

/** Whether the service reaches Redis, as it finds when it is asked. */
export const redis: Check = {
  id: "redis",
  title: "Redis is reached",
  group: "dependencies",
  needs: ANSWERING,
  async run(context) {
    const { up, told, evidence } = await criticalSystem(context, "Redis");
    return up ? passed(told, { evidence: [evidence] }) : failed(told, { evidence: [evidence] });
  },
};
