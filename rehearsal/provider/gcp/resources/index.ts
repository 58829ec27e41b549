import type { ResourceDriver } from "../resource-driver.ts";
import { artifactRepository } from "./artifact-repository.ts";
import { cloudRunService } from "./cloud-run-service.ts";
import { cloudRunServiceIamMember } from "./cloud-run-service-iam-member.ts";
import { projectIamMember } from "./project-iam-member.ts";
import { secretIamMember } from "./secret-iam-member.ts";
import { serviceAccount } from "./service-account.ts";

/** The resources of the gcp plugin that the stand-in knows, by Pulumi type token. */
export const RESOURCES: Readonly<Record<string, ResourceDriver>> = {
  "gcp:artifactregistry/repository:Repository": artifactRepository,
  "gcp:cloudrunv2/service:Service": cloudRunService,
  "gcp:cloudrunv2/serviceIamMember:ServiceIamMember": cloudRunServiceIamMember,
  "gcp:projects/iAMMember:IAMMember": projectIamMember,
  "gcp:secretmanager/secretIamMember:SecretIamMember": secretIamMember,
  "gcp:serviceaccount/account:Account": serviceAccount,
};
