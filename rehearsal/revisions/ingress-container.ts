import type { Container, RevisionDocument } from "../contract.ts";
import { InstanceNotReady } from "./start-failure.ts";

/** Cloud Run's default where a container declares no port. */
const DEFAULT_PORT = 8080;

/** The container that takes requests. Throws InstanceNotReady for what the rehearsal does not run. */
export function ingressContainer({ containers }: Pick<RevisionDocument, "containers">): Container {
  const [container, ...sidecars] = containers;
  if (container && sidecars.length === 0) return container;
  const message = container
    ? "The rehearsal runs one container per instance; sidecars are not emulated."
    : "The template has no container.";
  throw new InstanceNotReady({ kind: "unsupported", message });
}

/** The port that the container is told to listen on. */
export function listeningPort(container: Container): number {
  return container.ports?.[0]?.containerPort || DEFAULT_PORT;
}
