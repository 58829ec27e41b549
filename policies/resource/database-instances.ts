import type { Property } from "./property.ts";

/** The Cloud SQL instances that a service attaches, each a connection name. */
export function attachedInstances(service: Property): Property[] {
  const volumes = service.at("template", "volumes").items();
  return volumes.flatMap((volume) => volume.at("cloudSqlInstance", "instances").items());
}

/** The parts of `project:region:instance`; a project of a domain has a colon of its own. */
export function instanceParts(connectionName: string): { project: string; region: string; instance: string } {
  const parts = connectionName.split(":");
  const [region = "", instance = ""] = parts.slice(-2);
  return { project: parts.slice(0, -2).join(":"), region, instance };
}
