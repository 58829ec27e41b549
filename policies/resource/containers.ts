import type { Property } from "./property.ts";

/** The containers of a service, sidecars too. */
export function containersOf(service: Property): Property[] {
  const containers = service.at("template", "containers").items();
  // A service without containers must not slip past the rules about them.
  return containers.length > 0 ? containers : [service.at("template", "containers", 0)];
}

/** The environment variables of all containers. */
export function variablesOf(service: Property): Property[] {
  return containersOf(service).flatMap((container) => container.at("envs").items());
}

/** The variables whose value stands in the clear. */
export function plainVariablesOf(service: Property): Property[] {
  return variablesOf(service).filter((variable) => variable.at("valueSource").isAbsent());
}

/** The variable of that name, if any container has it. */
export function variableNamed(service: Property, name: string): Property | undefined {
  return variablesOf(service).find((variable) => variable.at("name").text() === name);
}
