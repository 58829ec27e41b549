import type { ServiceSettings } from "../../settings/service.ts";
import type { Check } from "../check.ts";
import { type Address, furtherAddress, OWN_ADDRESS } from "../checks/address.ts";
import { declaredEnvironment } from "../checks/declared-environment.ts";
import { declaredLimits } from "../checks/declared-limits.ts";
import { declaredTraffic } from "../checks/declared-traffic.ts";
import { deployedImage } from "../checks/deployed-image.ts";
import { dns } from "../checks/dns.ts";
import { http2 } from "../checks/http2.ts";
import { imageSize } from "../checks/image-size.ts";
import { revisionReady } from "../checks/revision-ready.ts";
import { rollbackReadiness } from "../checks/rollback-readiness.ts";
import { secrets } from "../checks/secrets.ts";
import { servingRevision } from "../checks/serving-revision.ts";
import { tcp } from "../checks/tcp.ts";
import { tls } from "../checks/tls.ts";

/** What is checked of every service, whatever it is. */
export function commonChecks({ validation: { addresses } }: Pick<ServiceSettings, "validation">): Check[] {
  return [
    ...[revisionReady, deployedImage, servingRevision, declaredTraffic, declaredLimits, declaredEnvironment],
    ...[OWN_ADDRESS, ...addresses.map(furtherAddress)].flatMap(networkChecks),
    ...[secrets, imageSize, rollbackReadiness],
  ];
}

function networkChecks(address: Address): Check[] {
  return [dns(address), tcp(address), tls(address), http2(address)];
}
