import type { Settings } from "../settings/settings.ts";
import { ImageRepository } from "./image-repository.ts";
import { ServiceStack } from "./service-stack.ts";

/**
 * Declares everything that the settings ask for.
 *
 * @param projectFolder absolute; build contexts are relative to it.
 * @throws Fault when something that the stack does not own is missing.
 * @returns the stack's outputs: those of every service by key, and at the top level too when there is only one.
 */
export async function deployServices(settings: Settings, projectFolder: string) {
  const { project, region, labels } = settings;
  const repository = new ImageRepository("images", {
    project,
    region,
    repository: settings.repository,
    labels,
  });
  const stacks = Object.entries(settings.services).map(
    ([key, service]) =>
      [key, new ServiceStack(key, { settings, service, repository, projectFolder })] as const,
  );
  await Promise.all(stacks.map(([, stack]) => stack.checked));
  const services = Object.fromEntries(stacks.map(([key, stack]) => [key, stack.outputs]));
  const [only, ...others] = Object.values(services);
  return { project, region, services, ...(others.length === 0 ? only : {}) };
}
