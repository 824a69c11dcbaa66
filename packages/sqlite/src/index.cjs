// The demo portal must install with npm alone, and better-sqlite3 wants a C++
// compiler wherever its prebuilt binary cannot be downloaded. Node carries
// SQLite itself, so this is the interface that knex's dialect calls, over it.
'use strict';

// node:sqlite announces itself as experimental on every start; a newcomer
// should not have to wonder about it.
const emitWarning = process.emitWarning;
process.emitWarning = (warning, ...rest) => {
  if (!String(warning).startsWith('SQLite is an experimental feature')) {
    emitWarning.call(process, warning, ...rest);
  }
};
const { DatabaseSync } = require('node:sqlite');
process.emitWarning = emitWarning;

/** SQLite knows no `undefined`; better-sqlite3 and knex treat it as NULL. */
function toSqlite(value) {
  return value === undefined ? null : value;
}

function parametersOf(bindings) {
  const list = bindings.length === 1 && Array.isArray(bindings[0]) ? bindings[0] : bindings;
  return list.map(toSqlite);
}

class Statement {
  #statement;

  constructor(statement) {
    this.#statement = statement;
    this.reader = statement.columns().length > 0;
  }

  all(...bindings) {
    // Rows come without a prototype, on which lodash and knex plugins trip.
    return this.#statement.all(...parametersOf(bindings)).map(row => ({ ...row }));
  }

  get(...bindings) {
    const row = this.#statement.get(...parametersOf(bindings));
    return row && { ...row };
  }

  run(...bindings) {
    return this.#statement.run(...parametersOf(bindings));
  }

  safeIntegers(enabled = true) {
    this.#statement.setReadBigInts(enabled);
    return this;
  }
}

class Database {
  #database;
  #safeIntegers = false;

  constructor(filename, options = {}) {
    this.name = filename;
    this.#database = new DatabaseSync(filename, {
      readOnly: Boolean(options.readonly),
      // better-sqlite3 is built with foreign keys on as well.
      enableForeignKeyConstraints: true,
      enableDoubleQuotedStringLiterals: true,
    });
  }

  prepare(sql) {
    const statement = new Statement(this.#database.prepare(sql));
    return this.#safeIntegers ? statement.safeIntegers() : statement;
  }

  exec(sql) {
    this.#database.exec(sql);
    return this;
  }

  pragma(source) {
    return this.prepare(`PRAGMA ${source}`).all();
  }

  defaultSafeIntegers(enabled = true) {
    this.#safeIntegers = enabled;
    return this;
  }

  close() {
    this.#database.close();
    return this;
  }
}

module.exports = Database;
