import { type Document, parseDocument } from "yaml";
import type { Settings } from "../../settings/settings.ts";

/** Where the local cloud is, as far as the engine and the containers have to know. */
export interface OverlayEndpoint {
  /** Such as `http://127.0.0.1:18080`. */
  apiUrl: string;
  /** Such as `127.0.0.1:15000`. */
  registry: string;
  accessToken: string;
  /** What containers reach Redis by. */
  redis?: { host: string; port: number };
}

/** Base images that cannot be had on this machine, each with the image that stands in for it. */
export type StandInBases = ReadonlyMap<string, string>;

/**
 * The settings of a rehearsal: the people's own, with the gcp provider pointed at the local cloud, images going to the local
 * registry, Redis as containers reach it, and stand-ins for bases that cannot be pulled. Nothing else differs, and there is no
 * second settings file to drift apart. The salt that the engine put into the former overlay is kept: state is encrypted with it.
 *
 * Provider keys: https://www.pulumi.com/registry/packages/gcp/installation-configuration/
 */
export function overlayText(
  document: Document,
  settings: Settings,
  endpoint: OverlayEndpoint,
  standInBases: StandInBases,
  formerOverlay: string | undefined,
): string {
  const overlay = document.clone() as Document;
  overlay.commentBefore =
    " Written by stage for the rehearsal, anew at every run; the settings are in the project's folder.";
  for (const [key, value] of Object.entries(providerConfig(endpoint))) overlay.setIn(["config", key], value);
  overlay.setIn(["config", ours("repository"), "registry"], endpoint.registry);
  for (const [key, service] of Object.entries(settings.services)) {
    const path = ["config", ours("services"), key];
    const standIn = standInBases.get(service.image.baseImage ?? "");
    if (standIn) overlay.setIn([...path, "image", "baseImage"], standIn);
    if (service.redis && endpoint.redis) {
      overlay.setIn([...path, "redis", "host"], endpoint.redis.host);
      overlay.setIn([...path, "redis", "port"], endpoint.redis.port);
    }
  }
  overlay.setIn(["config", ours("rehearsal")], { standInBases: [...new Set(standInBases.values())] });
  // How the real stack's state is encrypted is no business of the rehearsal's.
  for (const key of ["secretsprovider", "encryptedkey", "encryptionsalt"]) overlay.delete(key);
  const salt = formerOverlay === undefined ? undefined : parseDocument(formerOverlay).get("encryptionsalt");
  if (salt !== undefined) overlay.set("encryptionsalt", salt);
  return overlay.toString({ lineWidth: 0 });
}

function ours(key: string): string {
  return `netra-backend:${key}`;
}

function providerConfig({ apiUrl, accessToken }: OverlayEndpoint): Record<string, string> {
  const v1 = `${apiUrl}/v1/`;
  return {
    "gcp:accessToken": accessToken,
    "gcp:cloudRunV2CustomEndpoint": `${apiUrl}/v2/`,
    "gcp:artifactRegistryCustomEndpoint": v1,
    "gcp:iamBetaCustomEndpoint": v1,
    "gcp:iamCustomEndpoint": v1,
    "gcp:cloudResourceManagerCustomEndpoint": v1,
    "gcp:resourceManagerCustomEndpoint": v1,
    "gcp:secretManagerCustomEndpoint": v1,
    "gcp:serviceUsageCustomEndpoint": v1,
    "gcp:sqlCustomEndpoint": `${apiUrl}/sql/v1beta4/`,
  };
}
