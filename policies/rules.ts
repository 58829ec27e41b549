import { databaseAttached } from "./database/attached.ts";
import { databaseBySocket } from "./database/by-socket.ts";
import { databaseSamePlace } from "./database/same-place.ts";
import { databaseStagingInstance } from "./database/staging-instance.ts";
import { environmentName } from "./environment/environment-name.ts";
import { requiredVariables } from "./environment/required-variables.ts";
import { validationBypass } from "./environment/validation-bypass.ts";
import { leastProjectRoles } from "./identity/least-project-roles.ts";
import { leastResourceRoles } from "./identity/least-resource-roles.ts";
import { noAccountKeys } from "./identity/no-account-keys.ts";
import { noBasicRole } from "./identity/no-basic-role.ts";
import { noPublicMembers } from "./identity/no-public-members.ts";
import { ownAccount } from "./identity/own-account.ts";
import { publicInvocation } from "./identity/public-invocation.ts";
import { allowedRegistry } from "./image/allowed-registry.ts";
import { alpineBase } from "./image/alpine-base.ts";
import { imagePlatform } from "./image/image-platform.ts";
import { imageSize } from "./image/image-size.ts";
import { notRoot } from "./image/not-root.ts";
import { pinnedDigest } from "./image/pinned-digest.ts";
import { rollbackImage } from "./image/rollback-image.ts";
import { environmentLabel } from "./labels/environment-label.ts";
import { requiredLabels } from "./labels/required-labels.ts";
import { foreignEnvironment } from "./placement/foreign-environment.ts";
import { projectAllowed } from "./placement/project-allowed.ts";
import { regionAllowed } from "./placement/region-allowed.ts";
import { livenessProbe } from "./probes/liveness-probe.ts";
import { livenessWindow } from "./probes/liveness-window.ts";
import { probePort } from "./probes/probe-port.ts";
import { startupProbe } from "./probes/startup-probe.ts";
import { startupWindow } from "./probes/startup-window.ts";
import type { Rule } from "./rule.ts";
import { pinnedSecretVersion } from "./secrets/pinned-version.ts";
import { requiredSecrets } from "./secrets/required-secrets.ts";
import { secretEntropy } from "./secrets/secret-entropy.ts";
import { secretNames } from "./secrets/secret-names.ts";
import { tokenShapes } from "./secrets/token-shapes.ts";
import { concurrency } from "./service/concurrency.ts";
import { containerPort } from "./service/container-port.ts";
import { cpuLimit } from "./service/cpu-limit.ts";
import { deletionProtection } from "./service/deletion-protection.ts";
import { executionEnvironment } from "./service/execution-environment.ts";
import { httpVersion } from "./service/http-version.ts";
import { ingress } from "./service/ingress.ts";
import { maxInstances } from "./service/max-instances.ts";
import { memoryLimit } from "./service/memory-limit.ts";
import { minInstances } from "./service/min-instances.ts";
import { requestTimeout } from "./service/request-timeout.ts";
import { accountOfItsOwn } from "./stack/account-of-its-own.ts";
import { connectionBudget } from "./stack/connection-budget.ts";
import { databaseAccess } from "./stack/database-access.ts";
import { memoryPerRequest } from "./stack/memory-per-request.ts";
import { monthlyCost } from "./stack/monthly-cost.ts";
import { orphanBindings } from "./stack/orphan-bindings.ts";
import { secretsReadable } from "./stack/secrets-readable.ts";
import { secretsUnused } from "./stack/secrets-unused.ts";
import { serviceNames } from "./stack/service-names.ts";
import { websocketLifetime } from "./stack/websocket-lifetime.ts";
import { distinctTargets } from "./traffic/distinct-targets.ts";
import { revisionName } from "./traffic/revision-name.ts";
import { trafficTargets } from "./traffic/targets.ts";
import { trafficTotal } from "./traffic/total.ts";

/** The rules by what they look at; a new one is a file with a rule, named here. */
export const ruleGroups: Record<string, readonly Rule[]> = {
  Service: [
    memoryLimit,
    cpuLimit,
    concurrency,
    requestTimeout,
    minInstances,
    maxInstances,
    containerPort,
    httpVersion,
    executionEnvironment,
    ingress,
    deletionProtection,
  ],
  Probes: [startupProbe, startupWindow, livenessProbe, livenessWindow, probePort],
  Placement: [projectAllowed, regionAllowed, foreignEnvironment],
  Environment: [environmentName, requiredVariables, validationBypass],
  Image: [pinnedDigest, allowedRegistry, alpineBase, notRoot, imagePlatform, imageSize, rollbackImage],
  Database: [databaseAttached, databaseSamePlace, databaseStagingInstance, databaseBySocket],
  Secrets: [secretNames, tokenShapes, secretEntropy, pinnedSecretVersion, requiredSecrets],
  Identity: [
    ownAccount,
    noBasicRole,
    leastProjectRoles,
    leastResourceRoles,
    publicInvocation,
    noPublicMembers,
    noAccountKeys,
  ],
  Traffic: [trafficTotal, trafficTargets, distinctTargets, revisionName],
  Labels: [requiredLabels, environmentLabel],
  "Across resources": [
    connectionBudget,
    memoryPerRequest,
    websocketLifetime,
    secretsReadable,
    secretsUnused,
    databaseAccess,
    accountOfItsOwn,
    serviceNames,
    orphanBindings,
    monthlyCost,
  ],
};

export const rules: readonly Rule[] = Object.values(ruleGroups).flat();
