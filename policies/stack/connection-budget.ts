import { variableNamed } from "../resource/containers.ts";
import { attachedInstances } from "../resource/database-instances.ts";
import { remembered } from "../resource/remembered.ts";
import type { Resource } from "../resource/resource.ts";
import { SERVICE } from "../resource/types.ts";
import { stackRule } from "../rule.ts";

const POOL_SIZE = "DATABASE_POOL_SIZE";

export const connectionBudget = stackRule({
  id: "connection-budget",
  title: "Enough database connections",
  severity: "high",
  level: "mandatory",
  types: [SERVICE],
  invariants: ["databaseMaxConnections", "databaseReservedConnections", "databasePoolSize"],
  what: "All instances of all services with full pools fit into the connections of their database.",
  why: "Under load the last instances to start get no connection, so more of them serve less.",
  fix: "services.<key>.scaling.maxInstances, or DATABASE_POOL_SIZE in services.<key>.env",
  source: "https://cloud.google.com/sql/docs/postgres/quotas",
  check(service, invariants, stack) {
    const { databaseMaxConnections, databaseReservedConnections, databasePoolSize } = invariants;
    const available = databaseMaxConnections - databaseReservedConnections;
    return instancesOf(service).flatMap((instance) => {
      const sharing = stack.all(SERVICE).filter((other) => instancesOf(other).includes(instance));
      const needed = sharing.reduce((sum, other) => sum + connections(other, databasePoolSize), 0);
      if (needed <= available) return [];
      const maximum = service.props.at("template", "scaling", "maxInstanceCount");
      return [maximum.refuse(`${available} connections to ${instance} in all`, `${needed} connections`)];
    });
  },
});

const instancesOf = remembered(({ props }: Resource) =>
  attachedInstances(props).map((instance) => instance.text()),
);

/** Without a ceiling, a service may have 100 instances: https://cloud.google.com/run/docs/configuring/max-instances */
function connections(service: Resource, byDefault: number): number {
  const { instances, poolSize } = declaredConnections(service);
  return instances * (poolSize > 0 ? poolSize : byDefault);
}

const declaredConnections = remembered(({ props }: Resource) => ({
  instances: props.at("template", "scaling", "maxInstanceCount").number() ?? 100,
  poolSize: Number(variableNamed(props, POOL_SIZE)?.at("value").text()),
}));
