import { type Document, isMap, parseDocument } from "yaml";
import type { Settings } from "../../settings/settings.ts";

/** Where the local cloud is, as far as the engine and the containers have to know. */
export interface OverlayEndpoint {
  /** Such as `http://127.0.0.1:18080`. */
  apiUrl: string;
  /** Such as `127.0.0.1:15000`. */
  registry: string;
  accessToken: string;
  /** Changes together with the token. */
  rehearsalId: string;
  /** What containers reach Redis by. */
  redis?: { host: string; port: number };
}

/** Base images that cannot be had on this machine, each with the image that stands in for it. */
export type StandInBases = ReadonlyMap<string, string>;

/**
 * The settings of a rehearsal: the people's own, with the gcp provider pointed at the local cloud, images going to the local
 * registry, Redis as containers reach it, and stand-ins for bases that cannot be pulled. Nothing else differs, and there is no
 * second settings file to drift apart. Of the former overlay two things are kept: how the engine encrypts, since state
 * is encrypted so, and the token once the engine has encrypted it, as long as it is of the same rehearsal.
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
  const mark = `rehearsal ${endpoint.rehearsalId}`;
  overlay.commentBefore = ` Written by stage for ${mark}, anew at every run; the settings are in the project's folder.`;
  for (const [key, value] of Object.entries(providerConfig(endpoint))) overlay.setIn(["config", key], value);
  overlay.setIn(["config", ours("repository"), "registry"], endpoint.registry);
  for (const [key, { image, redis }] of Object.entries(settings.services)) {
    const path = ["config", ours("services"), key];
    const standIn = standInBases.get(image.baseImage ?? "");
    if (standIn) overlay.setIn([...path, "image", "baseImage"], standIn);
    if (redis && endpoint.redis) {
      overlay.setIn([...path, "redis", "host"], endpoint.redis.host);
      overlay.setIn([...path, "redis", "port"], endpoint.redis.port);
    }
  }
  overlay.setIn(["config", ours("rehearsal")], { standInBases: [...new Set(standInBases.values())] });
  // How the real stack's state is encrypted is no business of the rehearsal's.
  for (const key of ENCRYPTION) overlay.delete(key);
  keepEncrypted(overlay, formerOverlay ?? "", mark);
  return overlay.toString({ lineWidth: 0 });
}

/** What `pulumi stack init` writes: provider and key, or the salt of a passphrase. */
const ENCRYPTION = ["secretsprovider", "encryptedkey", "encryptionsalt"];
const TOKEN = ["config", "gcp:accessToken"];

/** Whether the engine has still to encrypt the token of an overlay. */
export function tokenIsInTheClear(overlay: string): boolean {
  return typeof parseDocument(overlay).getIn(TOKEN) === "string";
}

function keepEncrypted(overlay: Document, formerOverlay: string, mark: string): void {
  const former = parseDocument(formerOverlay);
  const kept = ENCRYPTION.filter((key) => former.has(key));
  if (kept.length === 0) return;
  for (const key of kept) overlay.set(key, former.get(key));
  const token = former.getIn(TOKEN);
  if (isMap(token) && formerOverlay.split("\n")[0]?.includes(mark)) overlay.setIn(TOKEN, token);
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
