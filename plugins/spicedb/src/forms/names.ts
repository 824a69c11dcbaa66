/** Under these names templates ask for the fields of this plugin, as `ui:field`. */
export const fieldNames = [
  'SpicedbName',
  'SpicedbEnvironment',
  'SpicedbEngine',
  'SpicedbVersion',
  'SpicedbSize',
  'SpicedbPods',
  'SpicedbCluster',
  'SpicedbNamespace',
  'SpicedbProject',
  'SpicedbSecret',
  'SpicedbTls',
  'SpicedbReach',
  'SpicedbChanges',
  'SpicedbRotationStep',
  'SpicedbSecretKey',
  'SpicedbConfirm',
  'SpicedbOriginal',
  'SpicedbReview',
] as const;

export type FieldName = (typeof fieldNames)[number];
