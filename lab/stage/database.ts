/** The PostgreSQL database of a case, and the role that owns it. */
import { randomBytes } from 'node:crypto';
import { DATABASE_HOST, DATABASE_PORT, holdTable, sql } from '../postgres.ts';

/** The first table that SpiceDB makes. */
export const FIRST_TABLE = 'relation_tuple_transaction';

export const newPassword = () => randomBytes(12).toString('hex');

/** What a URI says otherwise than it should. */
export interface Login {
  user?: string;
  password?: string;
  host?: string;
  database?: string;
}

export class Database {
  readonly name: string;
  readonly password = newPassword();
  private readonly held: Array<() => Promise<void>> = [];

  constructor(name: string) {
    this.name = name;
  }

  async create(): Promise<void> {
    await this.drop();
    await sql(`CREATE ROLE "${this.name}" LOGIN PASSWORD '${this.password}';`);
    await sql(`CREATE DATABASE "${this.name}" OWNER "${this.name}";`);
  }

  async drop(): Promise<void> {
    for (const release of this.held.splice(0)) await release();
    await sql(`DROP DATABASE IF EXISTS "${this.name}" WITH (FORCE);`);
    await sql(`DROP ROLE IF EXISTS "${this.name}";`);
  }

  /** Runs SQL in it as the superuser and gives back its rows, one a line. */
  async sql(text: string): Promise<string> {
    return (await sql(text, this.name)).trim();
  }

  /** The revision that the newest migration left. */
  revision = () => this.sql('SELECT version_num FROM alembic_version;');

  /** Lets whoever makes this table wait, until the function that comes back is called or the case is over. */
  async holdTable(table: string): Promise<() => Promise<void>> {
    const release = await holdTable(table, this.name);
    this.held.push(release);
    return release;
  }

  uri({
    user = this.name,
    password = this.password,
    host = DATABASE_HOST,
    database = this.name,
  }: Login = {}) {
    return `postgres://${user}:${password}@${host}:${DATABASE_PORT}/${database}?sslmode=disable`;
  }
}
