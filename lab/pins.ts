/** What the lab runs. The Go modules under `build/` pin the same versions; a test compares them. */
export const KUBERNETES = 'v1.34.4';
export const ARGOCD = 'v3.2.11';
export const SPICEDB_NEWEST = 'v1.56.0';
/** The revision to which it migrates PostgreSQL. */
export const SPICEDB_NEWEST_HEAD = 'populate-schema-tables';
/** The last release before the schema tables: an upgrade from it has a migration to run. */
export const SPICEDB_BEFORE_SCHEMA_TABLES = 'v1.52.0';
/** Some releases older than that, and of the same database. */
export const SPICEDB_OLD = 'v1.45.4';
/** The oldest that the chart supports, and the oldest whose module still builds with its checksums. */
export const SPICEDB_OLDEST = 'v1.35.3';
export const SPICEDB_VERSIONS = [SPICEDB_NEWEST, SPICEDB_BEFORE_SCHEMA_TABLES, SPICEDB_OLD, SPICEDB_OLDEST];
/** Those that `up` does not build: only single cases are about them. */
export const SPICEDB_ON_DEMAND = [SPICEDB_OLD, SPICEDB_OLDEST];

/** Debian packages that hold what cannot be had as a Go module, or not as well. */
export const DEBIAN_PACKAGES = [
  'containerd',
  'runc',
  'containernetworking-plugins',
  'iptables',
  'iproute2',
  'redis-server',
  'postgresql',
  'openssl',
  'git',
];

export const PAUSE_IMAGE = 'lab.local/pause:1';
