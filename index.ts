import { ImageRepository } from "./components/image-repository.ts";
import { asRunError } from "./components/run-error.ts";
import { ServiceStack } from "./components/service-stack.ts";
import { readStackConfig } from "./settings/stack-config.ts";

/** The program: settings → components → outputs. A single service's outputs also stand at the top level. */
export default function program() {
  try {
    return deploy();
  } catch (error) {
    throw asRunError(error);
  }
}

function deploy() {
  const settings = readStackConfig();
  const { project, region, labels } = settings;
  const repository = new ImageRepository("images", {
    project,
    region,
    repository: settings.repository,
    labels,
  });
  const services = Object.fromEntries(
    Object.entries(settings.services).map(([key, service]) => {
      const stack = new ServiceStack(key, {
        settings,
        service,
        repository,
        projectFolder: import.meta.dirname,
      });
      return [key, stack.outputs];
    }),
  );
  const [only, ...others] = Object.values(services);
  return { project, region, services, ...(others.length === 0 ? only : {}) };
}
