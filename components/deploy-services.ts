import type { Settings } from "../settings/settings.ts";
import { ImageRepository } from "./image-repository.ts";
import { ServiceStack } from "./service-stack.ts";

/**
 * Declares everything that the settings ask for.
 *
 * @param projectFolder absolute; build contexts are relative to it.
 * @returns the stack's outputs: those of every service by key, and at the top level too when there is only one.
 */
export function deployServices(settings: Settings, projectFolder: string) {
  const { project, region, labels } = settings;
  const repository = new ImageRepository("images", {
    project,
    region,
    repository: settings.repository,
    labels,
  });
  const services = Object.fromEntries(
    Object.entries(settings.services).map(([key, service]) => [
      key,
      new ServiceStack(key, { settings, service, repository, projectFolder }).outputs,
    ]),
  );
  const [only, ...others] = Object.values(services);
  return { project, region, services, ...(others.length === 0 ? only : {}) };
}
