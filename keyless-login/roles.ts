/** What a pull request's preview does: it reads, and writes nothing but its own login. */
export const PREVIEW_ROLES = [
  "roles/run.viewer",
  "roles/artifactregistry.reader",
  "roles/iam.securityReviewer",
  "roles/iam.serviceAccountViewer",
  "roles/secretmanager.viewer",
  "roles/cloudsql.viewer",
  "roles/monitoring.viewer",
  "roles/logging.viewer",
] as const;

/** What a deployment, a rollback and a canary do on top: they own the stack's resources. */
export const DEPLOY_ROLES = [
  ...PREVIEW_ROLES,
  "roles/run.admin",
  "roles/artifactregistry.admin",
  "roles/iam.serviceAccountAdmin",
  "roles/iam.serviceAccountUser",
  "roles/resourcemanager.projectIamAdmin",
  "roles/secretmanager.admin",
] as const;
