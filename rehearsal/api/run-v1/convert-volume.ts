import type { Volume } from "../../contract.ts";
import { unimplemented } from "../google-error.ts";
import type { Violate } from "../run/violate.ts";
import { defined } from "./defined.ts";
import type { SecretAliases } from "./secret-aliases.ts";
import { refuseUnsupported } from "./unsupported.ts";
import type { V1Volume } from "./v1-types.ts";

/** https://cloud.google.com/run/docs/reference/rest/v1/Volume; Cloud SQL instances are an annotation there. */
export function volumeToV1({ name, secret, emptyDir }: Volume, secrets: SecretAliases): V1Volume {
  return defined({
    name,
    secret:
      secret &&
      defined({
        secretName: secrets.nameOf(secret.secret),
        items: secret.items?.map(({ path, version, mode }) => defined({ key: version, path, mode })),
        defaultMode: secret.defaultMode,
      }),
    emptyDir: emptyDir && defined({ medium: mediumToV1(emptyDir.medium), sizeLimit: emptyDir.sizeLimit }),
  });
}

/** Throws UNIMPLEMENTED for volumes that the rehearsal cannot mount. */
export function volumeFromV1(volume: V1Volume, secrets: SecretAliases, at: string, violate: Violate): Volume {
  const { name = "", secret, emptyDir } = volume;
  if (volume.csi || volume.nfs) throw unimplemented("volumes of Cloud Storage or NFS");
  refuseUnsupported(volume, ["configMap"], at, violate);
  refuseUnsupported(secret ?? {}, ["optional"], `${at}.secret`, violate);
  return defined({
    name,
    secret:
      secret &&
      defined({
        secret: secrets.secretOf(secret.secretName ?? ""),
        items: secret.items?.map(({ key, path = "", mode }) => defined({ path, version: key, mode })),
        defaultMode: secret.defaultMode,
      }),
    emptyDir:
      emptyDir &&
      defined({ medium: mediumFromV1(emptyDir.medium, at, violate), sizeLimit: emptyDir.sizeLimit }),
  });
}

function mediumToV1(medium: string | undefined): string | undefined {
  return medium === "MEMORY" ? "Memory" : undefined;
}

function mediumFromV1(medium: string | undefined, at: string, violate: Violate): string | undefined {
  if (!medium) return undefined;
  if (medium !== "Memory") violate(`${at}.emptyDir.medium`, `${at}.emptyDir.medium must be Memory.`);
  return "MEMORY";
}
